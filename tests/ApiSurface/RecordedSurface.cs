namespace ApiSurface;

/// <summary>The recorded public surface of a real assembly: one member a line.</summary>
internal sealed class RecordedSurface
{
    private readonly ILookup<string, string> byPlainText;
    private readonly ILookup<string, string> byOwner;

    internal RecordedSurface(IEnumerable<string> lines)
    {
        Lines = [.. lines.Where(l => l.Length > 0)];
        byPlainText = Lines.ToLookup(Plain, StringComparer.Ordinal);
        byOwner = Lines.ToLookup(Owner, StringComparer.Ordinal);
    }

    internal IReadOnlyList<string> Lines { get; }

    /// <summary>Reads <c>tests/fixtures/api/NAME</c> of the repository that the test runs in.</summary>
    internal static RecordedSurface Read(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "fixtures", "api", name);
            if (File.Exists(path))
                return new(File.ReadLines(path));
        }
        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} holds tests/fixtures/api/{name}.");
    }

    /// <summary>True when the line is recorded.</summary>
    /// <param name="pattern">A <see cref="SurfaceMember.Pattern"/>.</param>
    /// <param name="nullability">False where the real assembly was compiled without annotations: then a
    /// reference type matches with and without <c>?</c>. A nullable value type always counts.</param>
    internal bool Contains(string pattern, bool nullability) =>
        byPlainText[Plain(pattern)].Any(line => nullability ? line == TypeNames.Unmarked(pattern) : Matches(pattern, line));

    /// <summary>The recorded line that declares a type, or null.</summary>
    internal string? TypeLine(string type) => byOwner[type].FirstOrDefault(l => l.StartsWith(type + " [type] ", StringComparison.Ordinal));

    /// <summary>Recorded lines that share type, kind and name with a line: what the author most likely meant.</summary>
    internal IEnumerable<string> Near(SurfaceMember member) =>
        byOwner[Owner(member.Line)].Where(l => NameOf(l) == NameOf(member.Line));

    private static string Owner(string line) => line[..line.IndexOf(" [", StringComparison.Ordinal)];

    private static string NameOf(string line)
    {
        string rest = line[(line.IndexOf("] ", StringComparison.Ordinal) + 2)..];
        return rest.Split(['(', '<', ':', '=', '[']) [0].TrimEnd().Split(' ')[^1];
    }

    private static string Plain(string line) =>
        string.Concat(line.Where(c => c is not ('?' or TypeNames.Annotated or TypeNames.Unannotated)));

    private static bool Matches(string pattern, string line)
    {
        var at = 0;
        foreach (char c in pattern)
        {
            bool optional = c is TypeNames.Annotated or TypeNames.Unannotated;
            if (at < line.Length && line[at] == (optional ? '?' : c))
                at++;
            else if (!optional)
                return false;
        }
        return at == line.Length;
    }
}
