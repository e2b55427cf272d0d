namespace NlpTransfer;

/// <summary>Finds the known name that an unknown one was probably meant to be.</summary>
public static class NameSuggestion
{
    /// <summary>" Did you mean 'x'?" when a known name is near, else an empty string; ready to be appended to a message.</summary>
    public static string DidYouMean(string name, IEnumerable<string> known)
    {
        var nearest = Nearest(name, known);
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>The known name at the smallest edit distance, letter case aside; null when none is within two letters or a third of its length.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in known)
        {
            var distance = EditDistance(Folded(name), Folded(candidate));
            if (distance >= bestDistance || distance > Math.Max(candidate.Length < 3 ? 1 : 2, candidate.Length / 3)) continue;
            (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    private static string Folded(string name) => name.Trim().ToLowerInvariant().Replace('_', '-');

    private static int EditDistance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++) previous = NextRow(a[i - 1], i, b, previous);
        return previous[b.Length];
    }

    private static int[] NextRow(char letter, int i, string b, int[] previous)
    {
        var row = new int[b.Length + 1];
        row[0] = i;
        for (var j = 1; j <= b.Length; j++)
        {
            var substitution = previous[j - 1] + (letter == b[j - 1] ? 0 : 1);
            row[j] = Math.Min(substitution, Math.Min(previous[j], row[j - 1]) + 1);
        }
        return row;
    }
}
