namespace NlpTransfer.Cli;

/// <summary>
/// Lines of a stream in the portions in which they arrive: a file comes in large ones, which a model works through
/// fast; a program that writes a line and waits gets its answer at once.
/// </summary>
internal static class LineChunks
{
    private const int MostLines = 1024;
    private const int BufferSize = 1 << 16;

    /// <summary>Lists of at least one and at most 1,024 lines. Lines end in LF or CR LF, nothing else.</summary>
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader reader)
    {
        var buffer = new char[BufferSize];
        string rest = "";
        int count;
        while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            string[] lines = (rest + new string(buffer, 0, count)).Split('\n');
            rest = lines[^1];
            foreach (string[] chunk in lines[..^1].Chunk(MostLines))
                yield return [.. chunk.Select(WithoutReturn)];
        }

        if (rest.Length > 0)
            yield return [WithoutReturn(rest)];
    }

    private static string WithoutReturn(string line) => line.EndsWith('\r') ? line[..^1] : line;
}
