namespace NlpTransfer.Data;

/// <summary>A text as the set of its runs of k words, each a 32-bit hash. Case, punctuation and spacing do not count.</summary>
internal static class Shingles
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    /// <returns>Distinct shingles, in no particular order.</returns>
    public static ulong[] Of(TextExample example, int words)
    {
        var hashes = new List<ulong>(example.Text.Length / 5);
        AddWords(example.Text, hashes);
        if (example.TextPair is not null) AddWords(example.TextPair, hashes);
        if (hashes.Count == 0) return [Short(Whole(example.Text))];
        if (hashes.Count < words) return [Short(Combined(hashes, 0, hashes.Count))];
        return Distinct(hashes, words);
    }

    private static ulong[] Distinct(List<ulong> hashes, int words)
    {
        var shingles = new ulong[hashes.Count - words + 1];
        for (var i = 0; i < shingles.Length; i++) shingles[i] = Short(Combined(hashes, i, words));
        Array.Sort(shingles);
        var count = 1;
        for (var i = 1; i < shingles.Length; i++)
            if (shingles[i] != shingles[count - 1]) shingles[count++] = shingles[i];
        return shingles[..count];
    }

    private static void AddWords(string text, List<ulong> hashes)
    {
        var (hash, inWord) = (0UL, false);
        foreach (var c in text)
        {
            if (CharClasses.IsWord(c) || CharClasses.Of(c) is CharClass.Ideograph or CharClass.Surrogate)
            {
                hash = ((inWord ? hash : 0) ^ char.ToLowerInvariant(c)) * Prime;
                inWord = true;
            }
            else if (inWord)
            {
                hashes.Add(hash);
                inWord = false;
            }
        }
        if (inWord) hashes.Add(hash);
    }

    private static ulong Whole(string text)
    {
        var hash = Prime;
        foreach (var c in text)
            if (!char.IsWhiteSpace(c)) hash = (hash ^ c) * Prime;
        return hash;
    }

    private static ulong Combined(List<ulong> hashes, int start, int count)
    {
        var hash = (ulong)count;
        for (var i = start; i < start + count; i++)
        {
            hash = (hash ^ hashes[i]) * Prime;
            hash ^= hash >> 29;
        }
        return hash;
    }

    private static ulong Short(ulong hash) => (uint)((hash ^ (hash >> 32)) * 0x85EBCA6B >> 8);
}
