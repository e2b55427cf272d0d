using System.Collections.Concurrent;
using System.Text;

namespace NlpTransfer.Tokenization;

/// <summary>Byte-level byte-pair encoding, as RoBERTa, GPT-2 and ModernBERT use it: every text can be spelled, as its bytes can.</summary>
internal sealed class ByteLevelBpe : ISubwordTokenizer
{
    private const int MostCached = 20_000, LongestCached = 32;

    private readonly MergeTable merges;
    private readonly int[] idOfByte; // -1 where the vocabulary lacks one
    private readonly AddedTokens added;
    private readonly Func<string, string> normalize;
    private readonly bool addPrefixSpace;
    private readonly ConcurrentDictionary<string, int[]> cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> cached;

    /// <param name="vocabulary">Ids by piece, spelled in <see cref="ByteCharacters"/>.</param>
    /// <param name="merges">Which neighbours are joined.</param>
    /// <param name="added">Found in a text as they are written.</param>
    /// <param name="unknown">Stands for bytes that the vocabulary lacks; null leaves them out.</param>
    /// <param name="addPrefixSpace">Whether a text that does not begin with white space gets a space.</param>
    /// <param name="normalize">Done to the text between added tokens.</param>
    public ByteLevelBpe(IReadOnlyDictionary<string, int> vocabulary, MergeTable merges, AddedTokens added, int? unknown = null, bool addPrefixSpace = false, Func<string, string>? normalize = null)
    {
        (this.merges, this.added, this.addPrefixSpace, this.normalize) = (merges, added, addPrefixSpace, normalize ?? (text => text));
        idOfByte = [.. Enumerable.Range(0, 256).Select(b => vocabulary.TryGetValue($"{ByteCharacters.Of((byte)b)}", out var id) ? id : unknown ?? -1)];
        cached = cache.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<int> Encode(string text, int most)
    {
        var ids = new List<int>();
        foreach (var (part, token) in added.Split(text))
        {
            if (ids.Count >= most) break;
            if (token is { } id) ids.Add(id);
            else EncodeOrdinary(normalize(part), ids, most);
        }
        return ids;
    }

    private void EncodeOrdinary(string text, List<int> ids, int most)
    {
        if (addPrefixSpace && text.Length > 0 && !char.IsWhiteSpace(text[0])) text = " " + text;
        for (var rest = text.AsSpan(); rest.Length > 0 && ids.Count < most;)
        {
            var length = ByteLevelSplitter.Next(rest);
            ids.AddRange(Word(rest[..length]));
            rest = rest[length..];
        }
    }

    private int[] Word(ReadOnlySpan<char> word)
    {
        if (cached.TryGetValue(word, out var known)) return known;
        var ids = new List<int>(word.Length);
        foreach (var b in Encoding.UTF8.GetBytes(word.ToString()))
            if (idOfByte[b] >= 0) ids.Add(idOfByte[b]);
        merges.Apply(ids);
        if (word.Length <= LongestCached && cache.Count < MostCached) cached[word] = [.. ids];
        return [.. ids];
    }
}
