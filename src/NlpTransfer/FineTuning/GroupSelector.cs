using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>
/// Names layer groups of any model: <c>head</c>, <c>new</c> (every group without pretrained weights, the head always among
/// them), <c>last: n</c> (the top n groups, the head counted), <c>all</c>, <c>from: group</c> (that group and all above), or
/// one group's own name. One schedule so serves text and images.
/// </summary>
public sealed record GroupSelector
{
    private readonly string? group;
    private readonly int last;

    private GroupSelector(string text, string? group, int last) => (Text, this.group, this.last) = (text, group, last);

    /// <summary>The top group, new for each task.</summary>
    public static GroupSelector Head { get; } = new("head", null, 1);

    /// <summary>Groups that start from random weights: the head, and what a backbone has beyond its pretrained part.</summary>
    public static GroupSelector New { get; } = new("new", null, 0);

    /// <summary>Every group.</summary>
    public static GroupSelector All { get; } = new("all", null, int.MaxValue);

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public string Text { get; }

    /// <summary>The top <paramref name="count"/> groups, the head counted; all of them where a model has fewer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static GroupSelector Last(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new($"last: {count}", null, count);
    }

    /// <summary>The named group and every group above it.</summary>
    public static GroupSelector From(string name) => new($"from: {name}", name, 0);

    /// <summary>One group by its name.</summary>
    public static GroupSelector Named(string name) => name switch
    {
        "head" => Head,
        "all" => All,
        "new" => New,
        _ => new(name, name, 1),
    };

    /// <summary>Reads <c>head</c>, <c>new</c>, <c>all</c>, <c>last: 2</c>, <c>from: layer.8</c> or a group's name.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static GroupSelector Parse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 && text.Trim().Length > 0) return Named(text.Trim());
        var argument = text[(colon + 1)..].Trim();
        return (colon < 0 ? "" : text[..colon].Trim()) switch
        {
            "last" when int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => Last(count),
            "from" when argument.Length > 0 => From(argument),
            _ => throw new FormatException($"Expected head, new, all, 'last: 2', 'from: group' or a group's name, found '{text}'."),
        };
    }

    /// <summary>The places of the selected groups among <paramref name="groups"/>, which run bottom to top.</summary>
    /// <param name="pretrained">The groups with pretrained weights; null takes all but the top one.</param>
    /// <exception cref="OptionsException">The model has no group of that name.</exception>
    public IEnumerable<int> Select(IReadOnlyList<string> groups, IReadOnlySet<string>? pretrained = null)
    {
        if (this == New) return Enumerable.Range(0, groups.Count).Where(g => g == groups.Count - 1 || !(pretrained?.Contains(groups[g]) ?? true));
        if (group is null) return Range(Math.Max(0, groups.Count - last), groups.Count);
        var index = groups.ToList().IndexOf(group);
        if (index < 0)
            throw new OptionsException(nameof(FineTuningSchedule), [$"The model has no layer group '{group}'.{NameSuggestion.DidYouMean(group, groups)} It has, bottom to top: {string.Join(", ", groups)}."]);
        return Range(index, last == 0 ? groups.Count : index + 1);
    }

    public override string ToString() => Text;

    private static IEnumerable<int> Range(int from, int to) => Enumerable.Range(from, to - from);
}
