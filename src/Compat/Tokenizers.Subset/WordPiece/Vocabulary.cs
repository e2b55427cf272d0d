namespace Microsoft.ML.Tokenizers.WordPiece;

/// <summary>Tokens and ids as a vocabulary file gives them: one token a line, its id is the line's number from 0.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string?> tokens = [];

    /// <summary>Every token with its id, aliases of special tokens included.</summary>
    internal IReadOnlyDictionary<string, int> Ids => ids;

    internal static Vocabulary Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var vocabulary = new Vocabulary();
        var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            vocabulary.Append(line);
        return vocabulary;
    }

    internal static async Task<Vocabulary> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var vocabulary = new Vocabulary();
        var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            vocabulary.Append(line);
        return vocabulary;
    }

    internal bool TryGetId(string token, out int id) => ids.TryGetValue(token, out id);

    /// <summary>The token as the file writes it; null where the file has no such line or an empty one.</summary>
    internal string? Token(int id) => (uint)id < (uint)tokens.Count ? tokens[id] : null;

    /// <summary>Lets another text stand for a token; the token's own text stays.</summary>
    internal void Alias(string text, int id) => ids[text] = id;

    private void Append(string line)
    {
        if (line.Length > 0 && !ids.TryAdd(line, tokens.Count))
            throw new ArgumentException(
                $"The vocabulary has the token '{line}' twice, in lines {ids[line] + 1} and {tokens.Count + 1}; ids would not be unique.");
        tokens.Add(line.Length > 0 ? line : null);
    }
}
