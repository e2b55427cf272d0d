using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Kernels;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Predictions in bfloat16, on a CPU that has the instructions, and the refusal on others.</summary>
public sealed class PrecisionTests : IDisposable
{
    private static readonly string? Fault = EncoderKernels.InForce.BFloat16Fault(CPU);

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(1, 8, 8)]
    [InlineData(50, 384, 1536)]
    [InlineData(13, 33, 70)]
    [InlineData(300, 1536, 384)]
    public void RoundedLinear_GivesTheProductOfRoundedValues(long rows, long inputs, long outputs)
    {
        Assert.SkipWhen(Fault is not null, Fault ?? "");
        var (layer, x) = (nn.Linear(inputs, outputs), randn(rows, inputs));
        var rounded = EncoderKernels.InForce.RoundedLinear(x, EncoderKernels.InForce.RoundWeight(layer.weight!), layer);
        static Tensor Round(Tensor t) => t.detach().to(ScalarType.BFloat16).to(ScalarType.Float32);
        var expected = nn.functional.linear(Round(x), Round(layer.weight!), layer.bias);
        Assert.True((expected - rounded).abs().max().ToSingle() < 1e-4);
    }

    [Fact]
    public void Predict_InBFloat16_AgreesOnLabelsAndLeavesTheWeightsAlone()
    {
        Assert.SkipWhen(Fault is not null, Fault ?? "");
        var data = TextDataset.Load(TestFiles.Corpus("topic.csv"));
        using var classifier = TextClassifier.FromPretrained("minilm", data.LabelNames, new() { MaxTokens = 48 });
        classifier.Train(data, options: new TrainingOptions { Schedule = FineTuningSchedule.FeatureExtraction(6), LearningRate = 1e-2 });
        var exact = classifier.Predict(data);
        classifier.ComputeIn(InferencePrecision.BFloat16);
        var rounded = classifier.Predict(data);
        var agreeing = exact.Zip(rounded).Count(p => p.First.Label == p.Second.Label) / (double)data.Count;
        Assert.True(agreeing >= 0.995, $"{agreeing:P2} of the labels agree");
        Assert.Contains(exact.Zip(rounded), p => p.First.Probability != p.Second.Probability);
        Assert.Throws<InvalidOperationException>(() => classifier.Train(data));
        classifier.ComputeIn(InferencePrecision.Float32);
        Assert.Equal(exact.Select(p => p.Probability), classifier.Predict(data).Select(p => p.Probability));
    }

    [Fact]
    public void ComputeIn_WithoutTheInstructions_IsRefusedInOneSentenceThatSaysWhy()
    {
        Assert.SkipWhen(Fault is null, "This CPU has bfloat16 instructions.");
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"]);
        Assert.Equal(Fault, Assert.Throws<NotSupportedException>(() => classifier.ComputeIn(InferencePrecision.BFloat16)).Message);
        Assert.Contains("avx512_bf16", Fault!, StringComparison.Ordinal);
    }

    [Fact]
    public void BFloat16Fault_OfThePlainFormulationOnACpu_NamesTheInstructions() =>
        Assert.Contains("avx512_bf16", new PlainKernels().BFloat16Fault(CPU)!, StringComparison.Ordinal);

    [Fact]
    public void ComputeIn_OfAClassifierOverWordVectors_IsRefused()
    {
        using var classifier = TextClassifier.Create(TextDataset.Load(TestFiles.Corpus("topic.csv")));
        Assert.Contains("word vectors", Assert.Throws<NotSupportedException>(() => classifier.ComputeIn(InferencePrecision.BFloat16)).Message, StringComparison.Ordinal);
    }
}
