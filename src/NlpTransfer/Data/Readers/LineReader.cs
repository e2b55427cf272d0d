namespace NlpTransfer.Data;

/// <summary>
/// Lines that end at a line feed only, a carriage return before it taken away. <see cref="TextReader.ReadLine"/> also
/// ends lines at a lone carriage return, and other libraries at NEL, which old review texts hold in mid-sentence.
/// </summary>
internal static class LineReader
{
    public static IEnumerable<string> Lines(TextReader reader)
    {
        var buffer = new char[1 << 14];
        var pending = new System.Text.StringBuilder();
        int read;
        while ((read = reader.Read(buffer)) > 0)
        {
            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, '\n', start, read - start)) >= 0; start = end + 1)
                yield return Finished(pending, buffer.AsSpan(start, end - start));
            pending.Append(buffer, start, read - start);
        }
        if (pending.Length > 0) yield return Finished(pending, []);
    }

    private static string Finished(System.Text.StringBuilder pending, ReadOnlySpan<char> tail)
    {
        var line = pending.Append(tail).ToString();
        pending.Clear();
        return line.EndsWith('\r') ? line[..^1] : line;
    }
}
