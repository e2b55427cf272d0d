namespace NlpTransfer.Kernels;

/// <summary>Which tokens of its text a token looks at: from so many places before it to so many behind it.</summary>
/// <param name="Before">Places.</param>
/// <param name="After">Places.</param>
internal readonly record struct AttentionReach(long Before, long After)
{
    private const long Everywhere = int.MaxValue;

    /// <summary>The whole text.</summary>
    public static AttentionReach All { get; } = new(Everywhere, Everywhere);

    /// <summary>Itself and those before it.</summary>
    public static AttentionReach Past { get; } = new(Everywhere, 0);

    /// <summary>Those no further away than a distance.</summary>
    public static AttentionReach Within(long distance) => new(distance, distance);
}
