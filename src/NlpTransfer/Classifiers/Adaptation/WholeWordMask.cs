using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Which tokens of a text are hidden (Devlin et al. 2019, section 3.1; whole words, as in their later models): words are chosen at random
/// until a share of the tokens is reached; of their tokens 8 in 10 become <c>[MASK]</c>, 1 a random one, 1 stays. Pure.
/// </summary>
/// <param name="tokens">The vocabulary, by id.</param>
/// <param name="special">Ids that are never hidden: <c>[CLS]</c>, <c>[SEP]</c> and their like.</param>
/// <param name="mask">The id of <c>[MASK]</c>.</param>
/// <param name="share">Of the tokens.</param>
internal sealed class WholeWordMask(IReadOnlyList<string> tokens, IReadOnlySet<int> special, int mask, double share)
{
    private const string Continued = "##";

    /// <summary>The ids as the model sees them, and the hidden places, ascending.</summary>
    public (int[] Ids, int[] Places) Apply(int[] ids, SeededRandom random)
    {
        var words = Words(ids);
        random.Shuffle(words.AsSpan());
        var wanted = Math.Max(1, (int)Math.Round(share * words.Sum(w => w.Length)));
        var (hidden, places) = (ids.ToArray(), new List<int>());
        foreach (var word in words)
        {
            if (places.Count >= wanted) break;
            if (places.Count > 0 && places.Count + word.Length > wanted) continue; // a shorter word may still fit
            places.AddRange(word);
        }
        places.Sort();
        foreach (var place in places) hidden[place] = Shown(ids[place], random);
        return (hidden, [.. places]);
    }

    private int Shown(int id, SeededRandom random) => random.NextInt(10) switch
    {
        0 => id,
        1 => random.NextInt(tokens.Count),
        _ => mask,
    };

    // The places of each word's tokens; a piece that continues belongs to what stands before it.
    private int[][] Words(int[] ids)
    {
        var words = new List<List<int>>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (special.Contains(ids[i])) continue;
            if (words.Count > 0 && words[^1][^1] == i - 1 && tokens[ids[i]].StartsWith(Continued, StringComparison.Ordinal)) words[^1].Add(i);
            else words.Add([i]);
        }
        return [.. words.Select(w => w.ToArray())];
    }
}
