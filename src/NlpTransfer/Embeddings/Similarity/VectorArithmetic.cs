namespace NlpTransfer.Embeddings;

/// <summary>A weighted sum of words, such as <c>king - man + woman</c>.</summary>
public sealed class VectorArithmetic
{
    private VectorArithmetic(IReadOnlyList<(string Word, float Weight)> terms) => Terms = terms;

    /// <summary>The words with their weights.</summary>
    public IReadOnlyList<(string Word, float Weight)> Terms { get; }

    /// <summary>A sum of the given terms.</summary>
    public static VectorArithmetic Of(IReadOnlyList<(string Word, float Weight)> terms) => new(terms);

    /// <summary>Reads a sum: words separated by blanks, with <c>+</c> or <c>-</c> between them.</summary>
    /// <exception cref="FormatException">Two words or two signs follow each other, or a word is missing.</exception>
    public static VectorArithmetic Parse(string text)
    {
        var terms = new List<(string, float)>();
        float? sign = 1;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "+" or "-")
            {
                sign = sign is null || terms.Count == 0 ? (part == "-" ? -1 : 1) : throw Wrong(text, $"a word before '{part}'");
                continue;
            }

            terms.Add((part, sign ?? throw Wrong(text, $"'+' or '-' before '{part}'")));
            sign = null;
        }

        return terms.Count > 0 && sign is null ? new VectorArithmetic(terms) : throw Wrong(text, "a word at the end");
    }

    private static FormatException Wrong(string text, string expected) =>
        new($"Expected {expected} in '{text}'. Write it like: king - man + woman.");
}
