using System.Text.RegularExpressions;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Tests.FineTuning;

/// <summary>What docs/schedules.md shows can be used as it stands.</summary>
public sealed class SchedulePageTests
{
    private static readonly string[] Encoder = ["embeddings", "layer.0", "layer.1", "layer.2", "head"];

    [Fact]
    public void Examples_OfThePage_AreSchedules()
    {
        var examples = Regex.Matches(Page(), "```yaml\n(.*?)```", RegexOptions.Singleline).Select(m => ScheduleFile.Parse(m.Groups[1].Value, "docs/schedules.md")).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, e => Assert.NotEmpty(e.Resolve(Encoder)));
        Assert.Equal([0, 0, 0.1 / (2.6 * 2.6), 0.1 / 2.6, 1], examples[0].Resolve(Encoder)[1].RateFactors, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Names_OfPresetsAndLearningRates_AreAllOnThePage()
    {
        var page = Page();
        Assert.All(FineTuningSchedule.Names.Concat(LearningRateSchedule.Names), name => Assert.Contains($"`{name}`", page));
        var limits = new RecommendationLimits();
        Assert.Contains(FormattableString.Invariant($"small (below {limits.SmallBelow:N0} examples)"), page);
        Assert.Contains(FormattableString.Invariant($"large ({limits.LargeFrom:N0} and more)"), page);
        Assert.Contains(FormattableString.Invariant($"similar ({limits.SimilarFrom} and more)"), page);
        Assert.Contains(FormattableString.Invariant($"different (below {limits.DifferentBelow})"), page);
    }

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NlpTransfer.sln"))) return File.ReadAllText(Path.Combine(folder.FullName, "docs", "schedules.md"));
        Assert.Skip("runs outside the source tree, which holds the page");
        return "";
    }
}
