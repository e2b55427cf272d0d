using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Kernels;
using NlpTransfer.Tests.Backbones.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

/// <summary>What encoders do on GPUs, shown on the CPU at a small size: products in bfloat16, everything that is kept in float32.</summary>
[Collection(TorchGenerator.Name)]
public sealed class MixedPrecisionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Families => ["bert-sharded-bf16", "albert-random", "mpnet-random", "modernbert-random", "deberta-v2-random", "gpt2-random"];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Families))]
    public void Forward_WithMixedPrecision_RoundsProductsAndKeepsFloat32Between(string family)
    {
        var (reference, model) = Model(family);
        using var _ = model;
        var (exact, rounded) = (Gradients(reference, model, false), Gradients(reference, model, true));
        Assert.All(rounded, t => Assert.Equal(ScalarType.Float32, t.dtype));
        Assert.Contains(exact.Zip(rounded), p => !p.First.Equals(p.Second));
        // A rounded value is off by up to 2^-9.
        var (difference, whole) = (exact.Zip(rounded).Sum(p => (p.First - p.Second).pow(2).sum().ToDouble()), exact.Sum(t => t.pow(2).sum().ToDouble()));
        Assert.InRange(Math.Sqrt(difference / whole), 1e-6, 0.05);
    }

    [Fact]
    public void Forward_WithoutGradients_StaysInFloat32()
    {
        var (reference, model) = Model("bert-sharded-bf16");
        using var _ = model;
        using var guard = no_grad();
        var exact = model.Forward(reference.Input);
        Encoder(model).MixesPrecision = true;
        Assert.True(exact.Equals(model.Forward(reference.Input)));
    }

    [Fact]
    public void Step_WithMixedPrecision_MovesWeightsByLessThanBFloat16CanSay()
    {
        var (reference, model) = Model("bert-sharded-bf16");
        using var _ = model;
        Encoder(model).MixesPrecision = true;
        var weight = model.named_parameters().First(p => p.name.EndsWith("query.weight", StringComparison.Ordinal)).parameter;
        var before = weight.detach().clone();
        using var freezing = new FreezeController(model, model.LayerGroups, 0);
        freezing.Apply(FineTuningSchedule.FullFineTuning().Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        model.eval(); // without dropout
        freezing.SetRate(1e-6);
        Loss(reference, model).backward();
        freezing.Step();
        Assert.True(before.to(ScalarType.BFloat16).Equals(weight.detach().to(ScalarType.BFloat16)) || (before - weight).abs().max().ToSingle() < 1e-5f);
        Assert.True((before - weight).abs().mean().ToSingle() > 1e-7f);
    }

    [Fact]
    public void Attention_OfThePlainFormulation_SurvivesRowsThatHideEverything()
    {
        var texts = PackedTexts.Of(zeros(2, 9, 8), tensor([.. Enumerable.Range(0, 18).Select(i => i is < 9 or 9)], [2, 9])); // the second has one token
        var (q, k, v) = (randn(10, 8).requires_grad_(), randn(10, 8).requires_grad_(), randn(10, 8).requires_grad_());
        var exact = new PlainKernels().Attention(q, k, v, texts, texts, 2, AttentionReach.Within(1), 0);
        using var mixed = MixedPrecision.Enter(true);
        var rounded = new PlainKernels().Attention(q, k, v, texts, texts, 2, AttentionReach.Within(1), 0);
        rounded.sum().backward();
        Assert.InRange((exact - rounded).abs().max().ToSingle(), 1e-6f, 0.05f);
        Assert.All(new[] { q, k, v }, t => Assert.True(t.grad!.isfinite().all().ToBoolean()));
    }

    private static EncoderBackbone Encoder(ClassificationModel model) => (EncoderBackbone)model.Backbone;

    private static (ReferenceEncoder Reference, ClassificationModel Model) Model(string family)
    {
        var reference = new ReferenceEncoder(family);
        return (reference, reference.Load(dropout: false));
    }

    private static Tensor[] Gradients(ReferenceEncoder reference, ClassificationModel model, bool mixes)
    {
        Encoder(model).MixesPrecision = mixes;
        model.zero_grad();
        Loss(reference, model).backward();
        return [.. model.parameters().Select(p => p.grad).OfType<Tensor>().Select(g => g.clone())];
    }

    private static Tensor Loss(ReferenceEncoder reference, ClassificationModel model) => nn.functional.cross_entropy(model.Forward(reference.Input), reference.Labels);
}
