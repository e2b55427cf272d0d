using NlpTransfer.FineTuning;

namespace NlpTransfer.Tests.FineTuning;

public class FineTuningScheduleTests
{
    private static readonly string[] Encoder = ["embeddings", "layer.0", "layer.1", "pooler", "head"];
    private static readonly HashSet<string> EncoderPretrained = ["embeddings", "layer.0", "layer.1", "pooler"];

    [Theory]
    [InlineData("feature-extraction", "0 0 0 0 1")]
    [InlineData("full-fine-tuning", "1 1 1 1 1")]
    [InlineData("last-groups", "0 0 0 1 1")]
    [InlineData("freeze-then-unfreeze", "0 0 0 0 1 | 0.5 0.5 0.5 0.5 0.5")]
    [InlineData("discriminative-rates", "0.022 0.057 0.148 0.385 1")]
    [InlineData("gradual-unfreezing", "0 0 0 0 1 | 0 0 0 0.385 1 | 0 0 0.148 0.385 1 | 0 0.057 0.148 0.385 1 | 0.022 0.057 0.148 0.385 1 | 0.022 0.057 0.148 0.385 1")]
    public void Preset_OverAnEncoder_TrainsTheGroupsItSays(string preset, string expected)
    {
        var phases = FineTuningSchedule.ByName(preset).Resolve(Encoder, EncoderPretrained);
        Assert.Equal(expected, string.Join(" | ", phases.Select(Row)));
    }

    [Theory]
    [InlineData("feature-extraction", "0 1 1")]
    [InlineData("freeze-then-unfreeze", "0 1 1 | 0.5 0.5 0.5")]
    [InlineData("gradual-unfreezing", "0 0.385 1 | 0.148 0.385 1 | 0.148 0.385 1")]
    public void Preset_WhenGroupsBelowTheHeadAreNew_TrainsThemWithIt(string preset, string expected)
    {
        var phases = FineTuningSchedule.ByName(preset).Resolve(["embeddings", "convolutions", "head"], new HashSet<string> { "embeddings" });
        Assert.Equal(expected, string.Join(" | ", phases.Select(Row)));
    }

    [Fact]
    public void Preset_WhenNothingIsPretrained_TrainsEverythingFromTheStart()
    {
        var phases = FineTuningSchedule.FeatureExtraction().Resolve(["embeddings", "head"], new HashSet<string>());
        Assert.Equal("1 1", Row(Assert.Single(phases)));
    }

    [Fact]
    public void Resolve_WithLaterEntry_LetsItOverrideTheEarlier()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Groups = [new(GroupSelector.All, 0.1), new(GroupSelector.From("pooler"), 0.5), new(GroupSelector.Head), new(GroupSelector.Named("embeddings"), 0)] }]);
        Assert.Equal("0 0.1 0.1 0.5 1", Row(schedule.Resolve(Encoder)[0]));
    }

    [Fact]
    public void FrozenPrefix_EndsAtTheFirstTrainableGroup()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Groups = [new(GroupSelector.Named("layer.1")), new(GroupSelector.Head)] }]);
        Assert.Equal(2, schedule.Resolve(Encoder)[0].FrozenPrefix);
    }

    [Fact]
    public void Resolve_WithUnknownGroup_SuggestsTheOneMeant()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Groups = [new(GroupSelector.From("layer.7"))] }]);
        var error = Assert.Throws<OptionsException>(() => schedule.Resolve(Encoder));
        Assert.Contains("no layer group 'layer.7'. Did you mean 'layer.0'?", error.Message);
        Assert.Contains("embeddings, layer.0, layer.1, pooler, head", error.Message);
    }

    [Fact]
    public void Resolve_WhenAPhaseTrainsNothing_SaysWhich()
    {
        var schedule = new FineTuningSchedule("mine", [new Phase { Name = "idle", Groups = [new(GroupSelector.All, 0)] }]);
        Assert.Contains("'idle' trains no group", Assert.Throws<OptionsException>(() => schedule.Resolve(Encoder)).Message);
    }

    [Fact]
    public void Validate_WithSeveralFaults_ReportsThemAll()
    {
        var schedule = new FineTuningSchedule("mine",
        [
            new Phase { Name = "a", RateDecay = 0.5, Length = PhaseLength.Epochs(0), Groups = [new(GroupSelector.Head, -1)] },
            new Phase { Name = "b", Length = PhaseLength.UntilNoImprovement(0) },
        ]);
        Assert.Equal(
            [
                "Phase 'a': RateFactor of 'head' must be 0 or above, was -1.",
                "Phase 'a': RateDecay must be at least 1, was 0.5.",
                "Phase 'a': Epochs must be above 0, was 0.",
                "Phase 'b': Patience must be at least 1, was 0.",
            ], schedule.Validate());
    }

    [Fact]
    public void ByName_WithUnknownName_SuggestsOne()
    {
        Assert.Contains("Did you mean 'gradual-unfreezing'?", Assert.Throws<ArgumentException>(() => FineTuningSchedule.ByName("gradual_unfreezin")).Message);
    }

    [Theory]
    [InlineData("head", "4")]
    [InlineData("last: 2", "3 4")]
    [InlineData("last:9", "0 1 2 3 4")]
    [InlineData("all", "0 1 2 3 4")]
    [InlineData("new", "4")]
    [InlineData("from: layer.1", "2 3 4")]
    [InlineData("layer.1", "2")]
    public void Selector_Parsed_SelectsItsGroups(string text, string expected)
    {
        Assert.Equal(expected, string.Join(" ", GroupSelector.Parse(text).Select(Encoder)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("last: 0")]
    [InlineData("last: two")]
    [InlineData("from:")]
    [InlineData("until: x")]
    public void Selector_ThatIsNone_IsRefused(string text)
    {
        Assert.Contains($"found '{text}'", Assert.Throws<FormatException>(() => GroupSelector.Parse(text)).Message);
    }

    [Fact]
    public void Presets_OverManyModels_TrainTheHeadInEveryPhaseAndNeverAboveTheBaseRate()
    {
        for (var groups = 2; groups < 15; groups++)
        {
            string[] names = [.. Enumerable.Range(0, groups - 1).Select(i => $"layer.{i}"), "head"];
            foreach (var phase in FineTuningSchedule.Names.SelectMany(n => FineTuningSchedule.ByName(n).Resolve(names)))
            {
                Assert.True(phase.RateFactors[^1] > 0);
                Assert.All(phase.RateFactors, f => Assert.InRange(f, 0, 1));
                Assert.Equal(phase.RateFactors.Order(), phase.RateFactors); // nothing below trains faster than what is above
            }
        }
    }

    private static string Row(ResolvedPhase phase) =>
        string.Join(" ", phase.RateFactors.Select(f => Math.Round(f, 3).ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
