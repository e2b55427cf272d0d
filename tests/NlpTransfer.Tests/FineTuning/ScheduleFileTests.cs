using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.FineTuning;

public sealed class ScheduleFileTests
{
    private const string Example = """
        # The head first, then what is above layer.0.
        name: in-steps
        phases:
          - name: head
            groups: [head]
            epochs: 2
          - name: upper layers
            groups:
              - last: 2
              - from: layer.1
                rate: 0.1
              - group: head
                rate: 1
            rate-decay: 2
            learning-rates: cosine
            until-no-improvement: 3
            max-epochs: 20
          - groups: all
            learning-rates: {name: linear, warmup-share: 0.25}
            steps: 100
        """;

    private static readonly string[] Encoder = ["embeddings", "layer.0", "layer.1", "pooler", "head"];

    [Fact]
    public void Parse_OfAFileWithEverything_GivesItsPhases()
    {
        var schedule = ScheduleFile.Parse(Example);
        var phases = schedule.Resolve(Encoder);
        Assert.Equal("in-steps", schedule.Name);
        Assert.Equal(["head", "upper layers", "phase 3"], phases.Select(p => p.Name));
        Assert.Equal([0, 0, 0.1 / 4, 0.1 / 2, 1], phases[1].RateFactors);
        Assert.Equal(["2 epochs", "until 3 evaluations without improvement, at most 20 epochs", "100 steps"], phases.Select(p => p.Length.ToString()));
        Assert.Equal([null, LearningRateSchedule.Cosine(0.1), LearningRateSchedule.Linear(0.25)], phases.Select(p => p.LearningRates));
    }

    [Fact]
    public void Parse_OfTheSameInJson_GivesTheSame()
    {
        var schedule = ScheduleFile.Parse(Example);
        Assert.Equal(ScheduleFile.ToYaml(schedule), ScheduleFile.ToYaml(ScheduleFile.Parse(ScheduleFile.ToJson(schedule), isJson: true)));
    }

    [Theory]
    [InlineData(".yaml")]
    [InlineData(".json")]
    public void Presets_WrittenAndRead_AreTheSame(string ending)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Root, "schedule" + ending);
        foreach (var preset in FineTuningSchedule.Names.Select(FineTuningSchedule.ByName).Append(ScheduleFile.Parse(Example)))
        {
            ScheduleFile.Write(path, preset);
            AssertSame(preset, ScheduleFile.Read(path));
        }
    }

    [Fact]
    public void LearningRates_WithEveryParameter_SurviveTheFile()
    {
        LearningRateSchedule[] all =
        [
            LearningRateSchedule.Constant(0.2), LearningRateSchedule.Linear(), LearningRateSchedule.OneCycle(0.4), LearningRateSchedule.SlantedTriangular(0.2, 16),
            LearningRateSchedule.ReduceOnPlateau(0.5, 3), LearningRateSchedule.Cosine() with { WarmupSteps = 7 },
        ];
        var schedule = new FineTuningSchedule("rates", [.. all.Select(r => new Phase { LearningRates = r })]);
        Assert.Equal(all, ScheduleFile.Parse(ScheduleFile.ToYaml(schedule)).Phases.Select(p => p.LearningRates));
    }

    [Fact]
    public void File_OverModelsOfOtherShapes_SelectsTheirOwnGroups()
    {
        var schedule = ScheduleFile.Parse("phases:\n- groups: [{last: 2, rate: 0.5}, head]\n");
        Assert.Equal([0, 0, 0, 0.5, 1], schedule.Resolve(["stem", "layer1", "layer2", "layer3", "head"])[0].RateFactors);
        Assert.Equal([0.5, 1], schedule.Resolve(["embeddings", "head"])[0].RateFactors);
    }

    [Fact]
    public void Parse_OfManyFaults_ReportsThemAllWithTheirLines()
    {
        var error = Assert.Throws<OptionsException>(() => ScheduleFile.Parse("""
            name: faulty
            phases:
              - name: a
                epoch: 3
                groups:
                  - last: 0
                  - {group: head, from: layer.8}
                  - {group: head, rate: fast}
              - rate-decay: 0.5
              - epochs: 2
                steps: 5
              - learning-rates: cosin
              - learning-rates: {name: linear, ratio: 3}
              - max-epochs: 3
              - until-no-improvement: 0
              - steps: 1.5
              - gradual: maybe
              - 7
            """, "mine.yaml"));
        Assert.Equal(
            [
                "mine.yaml, line 4: a phase has no key 'epoch'. Did you mean 'epochs'? Its keys: name, groups, rate-decay, gradual, learning-rates, epochs, steps, until-no-improvement, max-epochs.",
                "mine.yaml, line 6: Expected head, new, all, 'last: 2', 'from: group' or a group's name, found 'last: 0'.",
                "mine.yaml, line 7: a group is named by group, last or from, one of them; found group and from.",
                "mine.yaml, line 8: 'rate' must be a number, was 'fast'.",
                "mine.yaml, line 9: Phase 'phase 2': RateDecay must be at least 1, was 0.5.",
                "mine.yaml, line 11: a phase lasts epochs, steps or until-no-improvement, one of them; found epochs and steps.",
                "mine.yaml, line 12: there is no learning-rate schedule 'cosin'. Did you mean 'cosine'? Known: constant, linear, cosine, one-cycle, slanted-triangular, reduce-on-plateau.",
                "mine.yaml, line 13: the learning-rate schedule linear has no key 'ratio'. Its keys: name, warmup-share, warmup-steps.",
                "mine.yaml, line 14: 'max-epochs' belongs to until-no-improvement; say 'epochs' for a fixed length.",
                "mine.yaml, line 15: Phase 'phase 7': Patience must be at least 1, was 0.",
                "mine.yaml, line 16: 'steps' must be a whole number, was '1.5'.",
                "mine.yaml, line 17: 'gradual' must be true or false, was 'maybe'.",
                "mine.yaml, line 18: expected a phase with the keys name, groups, rate-decay, gradual, learning-rates, epochs, steps, until-no-improvement, max-epochs; found '7'.",
            ], error.Faults);
    }

    [Theory]
    [InlineData("", "line 1: expected one schedule, found nothing")]
    [InlineData("just words", "line 1: expected a schedule with the keys name, phases; found 'just words'")]
    [InlineData("name: x", "line 1: expected 'phases', a list; found none")]
    [InlineData("name: x\nphases: []", "line 2: 'phases' must have at least one phase")]
    [InlineData("name: x\nphases: 3", "line 2: 'phases' must be a list, was '3'")]
    [InlineData("name: x\nname: y", "line 2: this is no YAML: Duplicate key")]
    [InlineData("phases:\n- {groups: [head}", "line 2: this is no YAML")]
    public void Parse_OfSomethingElse_SaysWhatAndWhere(string text, string message) =>
        Assert.Contains(message, Assert.Throws<OptionsException>(() => ScheduleFile.Parse(text)).Message);

    [Fact]
    public void Parse_OfBrokenJson_NamesTheLine() =>
        Assert.Contains("line 2: this is no JSON", Assert.Throws<OptionsException>(() => ScheduleFile.Parse("{\n\"name\": x }", "s.json", isJson: true)).Message);

    [Fact]
    public void Parse_OfBracketsWithoutEnd_IsRefusedBeforeTheStackEnds() =>
        Assert.Contains("lists within lists", Assert.Throws<OptionsException>(() => ScheduleFile.Parse(new string('[', 500_000))).Message);

    private static void AssertSame(FineTuningSchedule expected, FineTuningSchedule found)
    {
        Assert.Equal(expected.Name, found.Name);
        Assert.Equal(expected.Phases.Count, found.Phases.Count);
        foreach (var (a, b) in expected.Phases.Zip(found.Phases))
        {
            Assert.Equal(a.Groups, b.Groups);
            Assert.Equal(a with { Groups = [] }, b with { Groups = [] });
        }
    }
}
