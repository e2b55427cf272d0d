using System.Globalization;

namespace NlpTransfer.Cli;

/// <summary>The text right of the equals sign, and what it can be read as.</summary>
internal sealed record SettingValue(string Key, string Text)
{
    /// <summary>A whole number.</summary>
    public int Integer => int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw Wrong("a whole number");

    /// <summary>A number with a point, never a comma, whatever the locale.</summary>
    public double Number => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw Wrong("a number such as 0.001 or 1e-3");

    /// <summary>true or false.</summary>
    public bool Truth => Text switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => throw Wrong("true or false"),
    };

    /// <summary>Whole numbers with commas between them.</summary>
    public int[] Integers => [.. Text.Split(',').Select(part => new SettingValue(Key, part.Trim()).Integer)];

    /// <summary>One of a few words.</summary>
    public TChoice OneOf<TChoice>(IReadOnlyDictionary<string, TChoice> choices) => choices.TryGetValue(Text, out var choice)
        ? choice
        : throw new UsageException($"--set {Key} must be one of {string.Join(", ", choices.Keys)}; was '{Text}'.{Suggestion.For(Text, choices.Keys)}");

    private UsageException Wrong(string expected) => new($"--set {Key} must be {expected}, was '{Text}'.");
}
