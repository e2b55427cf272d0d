using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

public sealed class TaskPresetTests
{
    [Fact]
    public void Names_AreTheTasks() => Assert.Equal(["sentiment", "spam", "topic"], TaskPreset.Names);

    [Theory]
    [InlineData("sentiment")]
    [InlineData("spam")]
    [InlineData("topic")]
    public void ByName_OfEveryTask_HasOptionsWithoutFaults(string name)
    {
        var preset = TaskPreset.ByName(name);

        Assert.Equal(name, preset.Name);
        Assert.Empty(preset.Classifier.Validate());
        Assert.Empty(preset.Encoder.Validate());
        Assert.Empty(preset.Training.Validate());
        Assert.Empty(preset.EncoderTraining.Validate());
        Assert.Empty(preset.Training.Decisions.Validate(["ham", "spam"], ProblemType.SingleLabel));
        Assert.True(preset.Training.Decisions.Calibrate);
        Assert.Equal(("freeze-then-unfreeze", "full-fine-tuning"), (preset.Training.Schedule.Name, preset.EncoderTraining.Schedule.Name));
    }

    [Fact]
    public void Presets_DifferInWhatTheirTasksNeed()
    {
        Assert.Equal(ThresholdGoal.F1, TaskPreset.Spam.Training.Decisions.Goal);
        Assert.Null(TaskPreset.Sentiment.Training.Decisions.Goal);
        Assert.Equal((ClassWeighting.Balanced, MonitoredMetric.MacroF1), (TaskPreset.Topic.Training.ClassWeighting, TaskPreset.Topic.Training.Monitor));
        Assert.True(TaskPreset.Spam.Classifier.MaxTokens > TaskPreset.Sentiment.Classifier.MaxTokens);
    }

    [Fact]
    public void ByName_OfAnotherName_SuggestsOne() =>
        Assert.Contains("Did you mean 'topic'? Known: sentiment, spam, topic.", Assert.Throws<ArgumentException>(() => TaskPreset.ByName("topics")).Message);

    [Fact]
    public void Spam_OnLabelledMessages_TrainsWithAThresholdOnSpam()
    {
        var split = DatasetSplitter.Split(TextDataset.Load(Data.TestFiles.Corpus("sms-spam.csv")), new SplitOptions { Seed = 1 });
        var preset = TaskPreset.Spam with { Classifier = TaskPreset.Spam.Classifier with { Backbone = WordBackboneOptions.ByName("mean") } };
        using var classifier = TextClassifier.Create(split.Train, null, preset.Classifier);

        var result = classifier.Train(split.Train, split.Validation, preset.Training with { LearningRate = 0.02 });

        Assert.Equal("spam", Assert.Single(result.Decision!.Thresholds).Label);
        Assert.NotNull(result.Decision.Temperature);
    }
}
