namespace NlpTransfer.Embeddings;

/// <summary>The words to keep.</summary>
internal sealed class WordFilter
{
    private readonly WordTable _table;

    public WordFilter(IReadOnlyCollection<string> words)
    {
        _table = WordTableBuilder.FromWords(words);
        HasSpaces = words.Any(word => word.Any(character => character <= ' '));
    }

    /// <summary>Whether a wanted word contains a blank, so that a line's first field does not decide.</summary>
    public bool HasSpaces { get; }

    public bool Wants(ReadOnlySpan<byte> word) => _table.IndexOf(word) >= 0;
}
