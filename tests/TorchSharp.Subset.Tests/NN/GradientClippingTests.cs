using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class GradientClippingTests
{
    [Theory]
    [InlineData(2.0, 13.0)]
    [InlineData(1.0, 19.0)]
    [InlineData(double.PositiveInfinity, 12.0)]
    public void ClipGradNorm_ScalesToTheBound_AndReturnsTheNormBefore(double type, double norm)
    {
        using Parameter first = With([3f, 4f]), second = With([0f, -12f]), without = Parameter(ones(3));
        Assert.Equal(norm, nn.utils.clip_grad_norm_([first, without, second], 1, type), 1e-4);
        Assert.Equal(1, nn.utils.clip_grad_norm_([first, second], 100, type), 1e-4);
        Assert.Equal(3 / norm, first.grad![0].ToDouble(), 1e-4);
    }

    [Fact]
    public void ClipGradNorm_BelowTheBound_ChangesNothing()
    {
        using Parameter parameter = With([3f, 4f]);
        Assert.Equal(5, nn.utils.clip_grad_norm_([parameter], 5.1), 1e-6);
        Assert.Equal([3f, 4f], parameter.grad!.data<float>().ToArray());
        Assert.Equal(0, nn.utils.clip_grad_norm_([], 1));
    }

    // Long ones, some of nothing but zeros, one transposed, a bound that scales and one that does not.
    [Theory]
    [InlineData(0.5)]
    [InlineData(1e6)]
    public void ClipGradNorm_OfManyElements_EqualsTheChainOfOperations(double most)
    {
        random.manual_seed(3);
        Tensor[] gradients = [randn(70, 1000), zeros(9, 1000), randn(33, 50).t(), cat([zeros(5000), randn(7)]), randn(1)];
        Parameter[] parameters = [.. gradients.Select(g => Parameter(zeros_like(g)))];
        foreach ((Parameter parameter, Tensor gradient) in parameters.Zip(gradients)) parameter.grad = gradient.clone();
        double norm = Math.Sqrt(gradients.Sum(g => g.to_type(ScalarType.Float64).pow(2).sum().ToDouble()));
        Assert.Equal(norm, nn.utils.clip_grad_norm_(parameters, most), 1e-5 * norm);
        foreach ((Parameter parameter, Tensor gradient) in parameters.Zip(gradients))
        {
            using Tensor expected = gradient * Math.Min(1, most / (norm + 1e-6));
            Assert.True((parameter.grad! - expected).abs().max().ToSingle() <= 1e-6f);
        }
        foreach (Tensor tensor in gradients.Concat(parameters)) tensor.Dispose();
    }

    [Fact]
    public void ClipGradNorm_WithOneGradientInDoublePrecision_ScalesAllTheSame()
    {
        using Parameter first = With([3f, 4f]), second = Parameter(zeros(1, dtype: ScalarType.Float64));
        second.grad = tensor(new[] { -12.0 });
        Assert.Equal(13, nn.utils.clip_grad_norm_([first, second], 1), 1e-5);
        Assert.Equal(3 / 13.0, first.grad![0].ToDouble(), 1e-5);
        Assert.Equal(-12 / 13.0, second.grad![0].ToDouble(), 1e-5);
    }

    [Fact]
    public void ClipGradValue_BoundsEveryElement()
    {
        using Parameter parameter = With([3f, -4f, 0.5f]);
        nn.utils.clip_grad_value_([parameter], 1);
        Assert.Equal([1f, -1f, 0.5f], parameter.grad!.data<float>().ToArray());
    }

    [Fact]
    public void ParametersToVector_AndBack_GivesTheSameParameters()
    {
        using Linear source = Linear(3, 2), target = Linear(3, 2);
        using Tensor vector = nn.utils.parameters_to_vector(source.parameters());
        Assert.Equal([8], vector.shape);
        nn.utils.vector_to_parameters(vector, target.parameters());
        Assert.True(target.weight.equal(source.weight).all().ToBoolean() && target.bias!.equal(source.bias!).all().ToBoolean());
        using Tensor other = ones(7);
        Assert.Contains("8 elements, got shape [7]", Assert.Throws<ArgumentException>(() => nn.utils.vector_to_parameters(other, target.parameters())).Message);
    }

    private static Parameter With(float[] gradient)
    {
        Parameter parameter = Parameter(zeros(gradient.Length));
        parameter.grad = tensor(gradient);
        return parameter;
    }
}
