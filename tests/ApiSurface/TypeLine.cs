namespace ApiSurface;

/// <summary>The parts of <c>Name [type] kind : base, interface where constraints</c>.</summary>
internal sealed record TypeLine(string Kind, IReadOnlyList<string> Bases, string Constraints)
{
    internal static TypeLine Parse(string line)
    {
        string rest = line[(line.IndexOf(" [type] ", StringComparison.Ordinal) + 8)..];
        int where = rest.IndexOf(" where ", StringComparison.Ordinal);
        string constraints = where < 0 ? "" : rest[where..];
        string[] parts = (where < 0 ? rest : rest[..where]).Split(" : ", 2);
        return new(parts[0], parts.Length < 2 ? [] : [.. SplitTopLevel(parts[1])], constraints);
    }

    private static IEnumerable<string> SplitTopLevel(string list)
    {
        int depth = 0, start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] is '<' or '(' ? 1 : list[i] is '>' or ')' ? -1 : 0;
            if (depth > 0 || list[i] != ',')
                continue;
            yield return list[start..i];
            start = i + 2;
        }
        yield return list[start..];
    }
}
