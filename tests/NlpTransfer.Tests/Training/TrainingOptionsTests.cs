using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training;

public class TrainingOptionsTests
{
    [Fact]
    public void Validate_WithManyFaults_ReportsThemAllAtOnce()
    {
        var options = new TrainingOptions { LearningRate = 0, BatchSize = 0, MaxBatchTokens = 0, WeightDecay = -1, GradientClip = -1, LabelSmoothing = 1, Patience = 0 };
        Assert.Equal(
            [
                "LearningRate must be above 0, was 0.", "BatchSize must be at least 1, was 0.", "MaxBatchTokens must be at least 1, was 0.", "WeightDecay must be at least 0, was -1.",
                "GradientClip must be at least 0, was -1.", "LabelSmoothing must be from 0 to below 1, was 1.", "Patience must be at least 1, was 0.",
            ], options.Validate());
    }

    [Fact]
    public void Validate_OfTheDefaults_FindsNothing()
    {
        Assert.Empty(new TrainingOptions().Validate());
        Assert.Empty(new TextClassifierOptions().Validate());
    }

    [Fact]
    public void ClassifierOptions_WithFaultsInEveryPart_ReportThemAllAtOnce()
    {
        var options = new TextClassifierOptions
        {
            MaxTokens = 0, Backbone = new CnnOptions { FilterWidths = [0], FiltersPerWidth = 0, EmbeddingDropout = 1 }, Words = new() { MinWordCount = 0, FurtherWords = -1, RandomDimension = 0, RandomSpread = 0 },
        };
        Assert.Equal(
            [
                "MaxTokens must be at least 1, was 0.", "FilterWidths must be at least 1, was 0.", "FiltersPerWidth must be at least 1, was 0.", "EmbeddingDropout must be from 0 to below 1, was 1.",
                "MinWordCount must be at least 1, was 0.", "FurtherWords must be at least 0, was -1.", "RandomDimension must be at least 1, was 0.", "RandomSpread must be above 0, was 0.",
            ], options.Validate());
    }

    [Fact]
    public void BalancedWeights_AreInverseToTheFrequency()
    {
        Assert.Equal([2 / 3f, 2, 0], CrossEntropyLoss.Balanced([0, 0, 0, 1], 3));
    }
}
