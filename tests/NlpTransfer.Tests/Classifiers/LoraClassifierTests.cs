using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones.Encoders;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Adapters on encoders of every family, trained, saved and merged.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class LoraClassifierTests : IDisposable
{
    private readonly TempFolder temporary = new();

    public static TheoryData<string> Names => EncoderParityTests.Names;

    public void Dispose() => temporary.Dispose();

    private static TextDataset Data => TextDataset.Create(
        Enumerable.Range(0, 16).Select(i => new TextExample(i % 2 == 0 ? "w7 w8 w9" : "w20 w21", null, [i % 2 == 0 ? "even" : "odd"], null, new("made", i + 1))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_SaveAndLoad_PredictsTheSameAsAnAdapterAndMerged(string name)
    {
        var source = FamilyFolder.Write(temporary.Root, name);
        using var classifier = TextClassifier.FromPretrained(source, ["even", "odd"], new() { Lora = new() { Rank = 2 }, Seed = 3 });
        classifier.Train(Data, options: new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(2), LearningRate = 1e-2 });
        var (adapter, whole) = (Path.Combine(temporary.Root, "adapter"), Path.Combine(temporary.Root, "whole"));
        var expected = Probabilities(classifier);
        classifier.Save(adapter);
        Assert.False(File.Exists(Path.Combine(adapter, "model.safetensors")));
        using (var file = SafetensorsReader.Open(Path.Combine(adapter, "adapter_model.safetensors")))
            Assert.DoesNotContain(file.Entries, e => e.Name.Contains("embeddings", StringComparison.Ordinal));
        using (var loaded = TextClassifier.Load(adapter)) Assert.Equal(expected, Probabilities(loaded));
        classifier.MergeAdapter();
        classifier.Save(whole);
        using (var merged = TextClassifier.Load(whole))
        using (var started = TextClassifier.FromPretrained(adapter, ["even", "odd"])) // its adapter is merged while it is read
        {
            Assert.Null(merged.Adapter);
            Assert.All(expected.Zip(Probabilities(merged)), p => Assert.Equal(p.First, p.Second, 1e-5f));
            Assert.All(Weights(merged).Zip(Weights(started)), w => Assert.True(w.First.Equals(w.Second) || (w.First - w.Second).abs().max().item<float>() < 1e-6));
        }
    }

    [Fact]
    public void Train_WhileMerged_IsRefused()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(temporary.Root), ["even", "odd"], new() { Lora = new() });
        classifier.MergeAdapter();
        Assert.Contains("UnmergeAdapter first", Assert.Throws<InvalidOperationException>(() => classifier.Train(Data)).Message);
        classifier.UnmergeAdapter();
        classifier.Train(Data, options: new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(1) });
    }

    [Fact]
    public void FromPretrained_WithAnUnknownTarget_SuggestsTheOneThatWasMeant()
    {
        var error = Assert.Throws<OptionsException>(() => TextClassifier.FromPretrained(SmallEncoder.Write(temporary.Root), ["a", "b"], new() { Lora = new() { Targets = ["querry"] } }));
        Assert.Contains("Targets has 'querry', but no linear layer is called so. Did you mean 'query'?", error.Message);
    }

    [Fact]
    public void Merge_WithoutAnAdapter_SaysSo()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(temporary.Root), ["a", "b"]);
        Assert.Contains("has no adapter", Assert.Throws<InvalidOperationException>(classifier.MergeAdapter).Message);
    }

    [Theory]
    [InlineData(0, 1, 0, "Rank must be at least 1, was 0.")]
    [InlineData(4, 0, 0, "Alpha must be above 0, was 0.")]
    [InlineData(4, 1, 1, "Dropout must be from 0 to below 1, was 1.")]
    public void Options_WithAFault_NameIt(int rank, double alpha, double dropout, string message) =>
        Assert.Equal([message], new LoraOptions { Rank = rank, Alpha = alpha, Dropout = dropout }.Validate());

    private static float[] Probabilities(TextClassifier classifier) => [.. classifier.Predict(["w7 w20", "w8", "w21 w9 w30"]).SelectMany(p => p.Probabilities).Select(p => (float)p)];

    private static IEnumerable<TorchSharp.torch.Tensor> Weights(TextClassifier classifier) =>
        classifier.Model.Backbone.state_dict().Where(t => t.Key.StartsWith("body.", StringComparison.Ordinal)).OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value);
}
