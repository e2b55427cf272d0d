using NlpTransfer.Experiments;

namespace NlpTransfer.Tests.Experiments;

public sealed class ExperimentFileTests
{
    [Fact]
    public void Parse_OneValueAnOption_IsOneRunWithTheCommandOfTrain()
    {
        var experiment = TestKeys.Parse("""
            data: mails.csv
            backbone: cnn
            dropout: 0.3
            offline: true
            freeze: [[a.*, b.*]]
            hidden-sizes: [[64, 32]]
            """);
        var trial = Assert.Single(experiment.Trials);
        Assert.Equal("mine", experiment.Name);
        Assert.Equal("mine", trial.Name);
        Assert.Equal(["--data=/work-place/mails.csv", "--backbone=cnn", "--set=dropout=0.3", "--offline", "--freeze=a.*", "--freeze=b.*", "--set=hidden-sizes=64,32"], trial.Arguments(TestKeys.Keys));
    }

    [Fact]
    public void Parse_Lists_MakeARunForEachCombinationTheLastTurningFastest()
    {
        var experiment = TestKeys.Parse("backbone: [cnn, /models/bert]\ndropout: [0.1, 0.2]\nseed: [1, 2]\nepochs: [3]\n");
        Assert.Equal(8, experiment.Trials.Count);
        Assert.Equal(["backbone=cnn,dropout=0.1,seed=1", "backbone=cnn,dropout=0.1,seed=2", "backbone=cnn,dropout=0.2,seed=1"], experiment.Trials.Take(3).Select(t => t.Name));
        Assert.Equal("backbone=bert,dropout=0.2,seed=2", experiment.Trials[^1].Name);
        Assert.Equal("/models/bert", experiment.Trials[^1]["backbone"]);
        Assert.Equal(4, experiment.Trials.Select(t => t.Configuration).Distinct().Count());
        Assert.All(experiment.Trials, t => Assert.Equal("3", t["epochs"]));
    }

    [Fact]
    public void Parse_Grids_AreOneAfterTheOther()
    {
        var experiment = TestKeys.Parse("""
            seed: [1, 2]
            grid:
              - backbone: cnn
                dropout: [0.1, 0.5]
              - {backbone: mean}
            """);
        Assert.Equal(["seed=1,dropout=0.1", "seed=1,dropout=0.5", "seed=2,dropout=0.1", "seed=2,dropout=0.5", "seed=1", "seed=2"], experiment.Trials.Select(t => t.Name));
        Assert.Equal(["cnn", "cnn", "cnn", "cnn", "mean", "mean"], experiment.Trials.Select(t => t["backbone"]));
        Assert.Null(experiment.Trials[^1]["dropout"]);
    }

    [Fact]
    public void Parse_AGridWithinASchedule_IsARunForEach()
    {
        var experiment = TestKeys.Parse("""
            schedule:
              name: own
              phases:
                - {groups: [head], epochs: {grid: [1, 2]}}
                - {groups: [all], epochs: 3}
            """);
        Assert.Equal(["schedule.phases.1.epochs=1", "schedule.phases.1.epochs=2"], experiment.Trials.Select(t => t.Name));
        Assert.Equal([1.0, 2.0], experiment.Trials.Select(t => t.Schedule!.Phases[0].Length.EpochCount));
        Assert.DoesNotContain(experiment.Trials[0].Arguments(TestKeys.Keys), a => a.Contains("schedule"));
    }

    [Fact]
    public void Parse_NamesThatWouldBeTheSameFolder_AreFollowedByANumber() =>
        Assert.Equal(["backbone=model", "backbone=model-2"], TestKeys.Parse("backbone: [/a/model, /b/model]").Trials.Select(t => t.Name));

    [Fact]
    public void Parse_GivenValues_TakeThePlaceOfTheFiles()
    {
        var experiment = ExperimentFile.Parse("data: a.csv\nbackbone: cnn", TestKeys.Keys, "x.yml", given: new Dictionary<string, string> { ["data"] = "/elsewhere/b.csv" });
        Assert.Equal("/elsewhere/b.csv", experiment.Trials[0]["data"]);
    }

    [Fact]
    public void Parse_Json_IsReadToo() =>
        Assert.Equal(2, ExperimentFile.Parse("""{"backbone": "cnn", "seed": [1, 2]}""", TestKeys.Keys, "x.json", isJson: true).Trials.Count);

    [Theory]
    [InlineData("dropuot: 0.1", "/work-place/mine.yml, line 1, column 1: there is no option 'dropuot'. Did you mean 'dropout'? Options are those of 'train', without the dashes, and the keys of its --set.")]
    [InlineData("backbone: cnn\ngrid:\n  dropout: []", "/work-place/mine.yml, line 3, column 12: 'dropout' must have at least one value, its list is empty.")]
    [InlineData("grid:\n  sede: [1]", "/work-place/mine.yml, line 2, column 3: there is no option 'sede'. Did you mean 'seed'? Options are those of 'train', without the dashes, and the keys of its --set.")]
    [InlineData("seed: 1\ngrid: {seed: [1, 2]}", "/work-place/mine.yml, line 2, column 8: 'seed' stands in 'grid' and outside of it; leave it in one of them.")]
    [InlineData("offline: maybe", "/work-place/mine.yml, line 1, column 10: 'offline' must be true or false, was 'maybe'.")]
    [InlineData("backbone:", "/work-place/mine.yml, line 1, column 10: 'backbone' needs a value, was nothing.")]
    [InlineData("- a", "/work-place/mine.yml, line 1, column 1: expected an experiment, options of 'train' by name such as 'data: mails.csv'; found a list.")]
    [InlineData("name: a/b", "/work-place/mine.yml, line 1, column 7: 'name' must be letters, digits and . _ = , + - because it names a folder; was 'a/b'.")]
    [InlineData("halving: {factor: 1, by: acuracy}", "/work-place/mine.yml, line 1, column 10: 'factor' must be at least 2, was 1.")]
    [InlineData("learning-curve: {examples: [50, 10]}", "/work-place/mine.yml, line 1, column 17: 'examples' must rise from one number to the next.")]
    [InlineData("schedule: {phases: [{epoch: 2}]}", "/work-place/mine.yml, line 1: a phase has no key 'epoch'. Did you mean 'epochs'? Its keys: name, groups, rate-decay, gradual, learning-rates, epochs, steps, until-no-improvement, max-epochs.")]
    [InlineData("backbone: &a cnn\nseed: *a", "/work-place/mine.yml, line 2: '*a' stands for another value; write that value here.")]
    [InlineData("dropout: {a: 1}", "/work-place/mine.yml, line 1, column 10: 'dropout' needs a value, was a mapping.")]
    public void Parse_WithAFault_SaysWhatAndWhere(string text, string fault) => Assert.Equal(fault, TestKeys.Faults(text)[0]);

    [Fact]
    public void Parse_WithSeveralFaults_SaysAllOfThem() => Assert.Equal(3, TestKeys.Faults("a: 1\nb: 2\nhalving: []").Count);

    [Fact]
    public void Parse_MoreRunsThanCanBeMeant_AreRefused()
    {
        string many = $"[{string.Join(", ", Enumerable.Range(0, 30))}]";
        Assert.Equal("/work-place/mine.yml, line 1, column 1: expected at most 10,000 runs, found 27,000: 30 seed x 30 dropout x 30 epochs.", TestKeys.Faults($"seed: {many}\ndropout: {many}\nepochs: {many}")[0]);
    }

    [Fact]
    public void Check_FaultsOfRuns_ArePlacedAtTheOptionTheyName()
    {
        var experiment = TestKeys.Parse("backbone: cnn\ndropout: [0.1, 2]\nepochs: 0");
        var wrong = Assert.Throws<OptionsException>(() => experiment.Check(t =>
            [.. t["dropout"] == "2" ? ["--set dropout must be below 1, was 2."] : Array.Empty<string>(), "--epochs must be a whole number of at least 1, was '0'.", "nothing to do with one."]));
        Assert.Equal(
            [
                "/work-place/mine.yml, line 3, column 9: 'epochs' must be a whole number of at least 1, was '0'.",
                "/work-place/mine.yml: nothing to do with one.",
                "/work-place/mine.yml, line 2, column 16: 'dropout' must be below 1, was 2.",
            ], wrong.Faults);
    }

    [Fact]
    public void Read_AFileThatIsNotThere_SaysSo() =>
        Assert.Contains("There is no experiment file 'none.yml'", Assert.Throws<FileNotFoundException>(() => ExperimentFile.Read("none.yml", TestKeys.Keys)).Message);
}
