namespace NlpTransfer.Classifiers;

/// <summary>Where the windows over a long text begin.</summary>
internal static class TextWindows
{
    /// <summary>Begin and length of each window; a text that fits has one, and the last one ends where the text ends.</summary>
    /// <param name="length">Of the text, in tokens.</param>
    /// <param name="room">What a window holds, at least 1.</param>
    /// <param name="stride">From one beginning to the next; null is half of the room. More than the room counts as the room, so that no token is left out.</param>
    public static IEnumerable<(int Start, int Length)> Over(int length, int room, int? stride)
    {
        var step = Math.Clamp(stride ?? room / 2, 1, room);
        for (var start = 0; ; start += step)
        {
            yield return (start, Math.Min(room, length - start));
            if (start + room >= length) yield break;
        }
    }
}
