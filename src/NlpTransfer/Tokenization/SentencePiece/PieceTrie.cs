namespace NlpTransfer.Tokenization;

/// <summary>Finds the pieces that a text begins with, by its bytes.</summary>
internal sealed class PieceTrie
{
    private const int None = -1;

    private readonly Dictionary<long, int> children = [];
    private readonly List<int> ids = [None];

    public void Add(ReadOnlySpan<byte> piece, int id)
    {
        var node = 0;
        foreach (var b in piece)
        {
            if (!children.TryGetValue(Key(node, b), out var child))
            {
                children[Key(node, b)] = child = ids.Count;
                ids.Add(None);
            }
            node = child;
        }
        ids[node] = id;
    }

    /// <summary>One byte further; a negative node when nothing goes on.</summary>
    /// <param name="node">0 at the beginning.</param>
    /// <param name="value">The byte.</param>
    /// <param name="id">The piece that ends here, or -1.</param>
    public int Step(int node, byte value, out int id)
    {
        var found = children.TryGetValue(Key(node, value), out var child);
        id = found ? ids[child] : None;
        return found ? child : None;
    }

    /// <summary>The longest piece that a text begins with, in bytes; 0 for none.</summary>
    public int Longest(ReadOnlySpan<byte> text)
    {
        var (node, longest) = (0, 0);
        for (var i = 0; i < text.Length && (node = Step(node, text[i], out var id)) >= 0; i++)
            if (id >= 0) longest = i + 1;
        return longest;
    }

    private static long Key(int node, byte value) => ((long)node << 8) | value;
}
