using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training.Checkpointing;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>A training over pictures that is broken off goes on to the same bits: augmentation, batches prepared ahead and kept views included.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class ImageResumeTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string weights;

    public ImageResumeTests() => weights = SmallPictures.SaveWeights(folder);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Train_BrokenOffAndContinued_EndsBitIdentical(int views)
    {
        var augmentation = new AugmentationOptions { Mixup = 0.3, Views = views };
        var expected = Train(TrainingRunFolder.Create(Place("whole")), augmentation);
        foreach (var step in new[] { 2, 4, 9, 11 })
        {
            Assert.Throws<InvalidOperationException>(() => Train(TrainingRunFolder.Create(Place("broken"), new() { EverySteps = 1 }, overwrite: true), augmentation, step));
            Assert.Equal(expected, Train(TrainingRunFolder.Open(Place("broken")), augmentation));
        }
    }

    [Fact]
    public void Train_ContinuedWithOtherAugmentation_IsRefusedWithTheDifference()
    {
        Assert.Throws<InvalidOperationException>(() => Train(TrainingRunFolder.Create(Place("run"), new() { EverySteps = 1 }), new(), crashAt: 5));
        var refused = Assert.Throws<CheckpointException>(() => Train(TrainingRunFolder.Open(Place("run")), new() { Flip = 0 }));
        Assert.Contains(refused.Differences, d => d.StartsWith("augmentation: was ", StringComparison.Ordinal));
    }

    private string Place(string name) => Path.Combine(folder.Root, name);

    private string Train(TrainingRunFolder run, AugmentationOptions augmentation, long? crashAt = null)
    {
        using var classifier = ImageClassifier.FromPretrained($"resnet20-cifar:{weights}", SmallPictures.Names, new() { Size = 8, ReplaceHead = true });
        var watch = new Watch { OnStepDo = step => { if (step == crashAt) throw new InvalidOperationException("crash"); } };
        var options = new TrainingOptions { Schedule = FineTuningSchedule.FreezeThenUnfreeze(2, 2), LearningRate = 0.003, BatchSize = 12, TrainBatchNorm = true };
        var result = classifier.Train(SmallPictures.Squares(32, 1), SmallPictures.Squares(16, 2), options, augmentation, [watch], run: run);
        return string.Join('\n', [.. classifier.Model.LayerGroups.Select(TensorHash.Of), .. result.Epochs.Select(e => $"{e.Epoch} {e.Step} {e.TrainingLoss:R} {e.Validation!.Loss:R}")]);
    }
}
