using static TorchSharp.Tests.NN.ReferenceValues;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN;

public class FunctionalReferenceTests
{
    private static readonly Dictionary<string, Func<Tensor>> Cases = new()
    {
        ["interpolate.Nearest"] = () => interpolate(Image(), scale_factor: [1.5, 0.5]),
        ["interpolate.Bilinear"] = () => interpolate(Image(), [3, 5], mode: InterpolationMode.Bilinear, align_corners: false),
        ["interpolate.Bicubic"] = () => interpolate(Image(), [5, 7], mode: InterpolationMode.Bicubic, align_corners: true),
        ["interpolate.Area"] = () => interpolate(Image(), [2, 3], mode: InterpolationMode.Area),
        ["cross_entropy"] = () => cross_entropy(Logits(), Classes(), tensor([1f, 2f, 0.5f]), label_smoothing: 0.1),
        ["binary_cross_entropy_with_logits"] = () => binary_cross_entropy_with_logits(Logits(), Reals().sigmoid(), pos_weights: tensor([1f, 2f, 0.5f])),
        ["smooth_l1_loss"] = () => smooth_l1_loss(Logits(), Reals(), beta: 0.5),
        ["huber_loss"] = () => huber_loss(Logits(), Reals(), 0.5, Reduction.Sum),
        ["kl_div"] = () => kl_div(Logits().log_softmax(1), Reals().log_softmax(1)),
        ["multi_margin_loss"] = () => multi_margin_loss(Logits(), Classes()),
        ["multilabel_soft_margin_loss"] = () => multilabel_soft_margin_loss(Logits(), (Reals() > 0).to(ScalarType.Float32)),
        ["cosine_embedding_loss"] = () => cosine_embedding_loss(Logits(), Reals(), Wave(2, 4).sign(), 0.1),
        ["triplet_margin_loss"] = () => triplet_margin_loss(Logits(), Reals(), Wave(2, 4, 3), swap: true),
        ["triplet_margin_with_distance_loss"] = () => triplet_margin_with_distance_loss(Logits(), Reals(), Wave(2, 4, 3), swap: true),
        ["poisson_nll_loss"] = () => poisson_nll_loss(Logits(), Reals().abs(), full: true),
        ["normalize"] = () => normalize(Logits(), 3, 0),
        ["pad.Reflect"] = () => pad(Image(), (1, 2, 1, 0), PaddingModes.Reflect),
        ["unfold"] = () => unfold(Image(), (2, 3), padding: (0, 1)),
        ["glu"] = () => glu(Image(), 1),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_EqualsLibtorchs(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        AssertClose(name, Recorded.Values(name), Cases[name]());
    }

    [Fact]
    public void GaussianNll_EqualsItsClosedForm()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = gaussian_nll_loss(tensor([1.0, 2.0]), tensor([2.0, 2.0]), tensor([0.5, 4.0]), full: true, reduction: Reduction.None);
        double half = 0.5 * Math.Log(2 * Math.PI);
        AssertClose("loss", [(0.5 * (Math.Log(0.5) + 2)) + half, (0.5 * Math.Log(4)) + half], loss);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Softsign_InPlaceAndNot_EqualsItsClosedForm(bool inplace)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor([-3f, 0f, 1f]);
        Tensor result = softsign(x, inplace);
        AssertClose("softsign", [-0.75, 0, 0.5], result);
        Assert.Equal(inplace, ReferenceEquals(x, result));
    }

    [Fact]
    public void ScaledDotProductAttention_WithoutMasks_EqualsTheDefinition()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor q, Tensor k, Tensor v) = (Wave(0, 2, 3, 4), Wave(1, 2, 5, 4), Wave(2, 2, 5, 6));
        Tensor expected = (q.matmul(k.transpose(1, 2)) / 2).softmax(-1).matmul(v);
        AssertClose("attention", expected.to(ScalarType.Float64).data<double>().ToArray(), scaled_dot_product_attention(q, k, v));
        Tensor causal = ones(3, 5, ScalarType.Bool).tril();
        AssertClose("causal", scaled_dot_product_attention(q, k, v, causal).to(ScalarType.Float64).data<double>().ToArray(), scaled_dot_product_attention(q, k, v, is_casual: true));
        AssertClose("first row sees the first key only", v.select(1, 0).to(ScalarType.Float64).data<double>().ToArray(), scaled_dot_product_attention(q, k, v, is_casual: true).select(1, 0));
        Assert.Throws<ArgumentException>(() => scaled_dot_product_attention(q, k, v, causal, is_casual: true));
    }

    [Fact]
    public void Interpolate_WithBothSizeAndFactor_IsRefused()
    {
        using Tensor image = Image();
        Assert.Contains("exactly one", Assert.Throws<ArgumentException>(() => interpolate(image, [2, 2], [1.0])).Message);
        Assert.Contains("Trilinear", Assert.Throws<ArgumentException>(() => interpolate(image, [2, 2], mode: InterpolationMode.Trilinear)).Message);
    }

    private static Tensor Image() => Wave(0, 1, 2, 4, 6);

    private static Tensor Logits() => Wave(0, 4, 3);

    private static Tensor Reals() => Wave(1, 4, 3);

    private static Tensor Classes() => tensor(new long[] { 2, 0, 1, 1 });
}
