namespace NlpTransfer.Cli;

/// <summary>The small labelled corpora that come with the program, in <c>corpora/</c>.</summary>
internal static class DefaultCorpora
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sentiment", "topic", "sms-spam"];

    /// <summary>The file of a corpus: beside the program, or in the source tree it was built in.</summary>
    /// <exception cref="UsageException">There is no such corpus.</exception>
    public static string Find(string name)
    {
        if (!Names.Contains(name))
            throw new UsageException($"--corpus must be one of {string.Join(", ", Names)}; was '{name}'.{Suggestion.For(name, Names)}");
        string[] folders = [.. new[] { AppContext.BaseDirectory, SourceTree.Find() }.OfType<string>().Select(folder => Path.Combine(folder, "corpora"))];
        return folders.Select(folder => Path.Combine(folder, $"{name}.csv")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The corpus '{name}' is not in {string.Join(" nor in ", folders)}; restore corpora/{name}.csv.");
    }
}
