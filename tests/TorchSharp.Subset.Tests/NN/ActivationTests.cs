using static TorchSharp.Tests.NN.ReferenceValues;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

/// <summary>Every elementwise function against its closed form, as a module and, where there is such a form, in place.</summary>
public class ActivationTests
{
    private static readonly double[] Inputs = [-7, -3, -1.5, -0.6, -0.25, 0, 0.25, 0.6, 1.5, 3, 7];

    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Create, Func<double, double> Form)> Cases = new()
    {
        ["ReLU"] = (() => ReLU(), x => Math.Max(0, x)),
        ["ReLU in place"] = (() => ReLU(true), x => Math.Max(0, x)),
        ["ReLU6"] = (() => ReLU6(), x => Math.Clamp(x, 0, 6)),
        ["ReLU6 in place"] = (() => ReLU6(true), x => Math.Clamp(x, 0, 6)),
        ["LeakyReLU"] = (() => LeakyReLU(0.2), x => x > 0 ? x : 0.2 * x),
        ["LeakyReLU in place"] = (() => LeakyReLU(0.2, true), x => x > 0 ? x : 0.2 * x),
        ["RReLU"] = (() => RReLU(0.2, 0.4), x => x > 0 ? x : 0.3 * x),
        ["PReLU"] = (() => PReLU(1, 0.3), x => x > 0 ? x : 0.3 * x),
        ["ELU"] = (() => ELU(2), x => x > 0 ? x : 2 * (Math.Exp(x) - 1)),
        ["ELU in place"] = (() => ELU(2, true), x => x > 0 ? x : 2 * (Math.Exp(x) - 1)),
        ["CELU"] = (() => CELU(2), x => x > 0 ? x : 2 * (Math.Exp(x / 2) - 1)),
        ["SELU"] = (() => SELU(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        ["Sigmoid"] = (() => Sigmoid(), Logistic),
        ["Sigmoid in place"] = (() => Sigmoid(true), Logistic),
        ["LogSigmoid"] = (() => LogSigmoid(), x => Math.Log(Logistic(x))),
        ["Tanh"] = (() => Tanh(true), Math.Tanh),
        ["Tanhshrink"] = (() => Tanhshrink(), x => x - Math.Tanh(x)),
        ["Tanhshrink in place"] = (() => Tanhshrink(true), x => x - Math.Tanh(x)),
        ["SiLU"] = (() => SiLU(), x => x * Logistic(x)),
        ["SiLU in place"] = (() => SiLU(true), x => x * Logistic(x)),
        ["Mish"] = (() => Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        ["GELU"] = (() => GELU(), x => x * Normal(x)),
        ["GELU in place"] = (() => GELU(true), x => x * Normal(x)),
        ["Hardsigmoid"] = (() => Hardsigmoid(), x => Math.Clamp((x / 6) + 0.5, 0, 1)),
        ["Hardswish"] = (() => Hardswish(true), x => x * Math.Clamp((x / 6) + 0.5, 0, 1)),
        ["Hardtanh"] = (() => Hardtanh(-2, 1), x => Math.Clamp(x, -2, 1)),
        ["Hardshrink"] = (() => Hardshrink(), x => Math.Abs(x) > 0.5 ? x : 0),
        ["Softshrink"] = (() => Softshrink(), x => Math.Sign(x) * Math.Max(0, Math.Abs(x) - 0.5)),
        ["Softplus"] = (() => Softplus(2), x => Math.Log(1 + Math.Exp(2 * x)) / 2),
        ["Softsign"] = (() => Softsign(), x => x / (1 + Math.Abs(x))),
        ["Threshold"] = (() => Threshold(0.5, -9), x => x > 0.5 ? x : -9),
        ["Threshold in place"] = (() => Threshold(0.5, -9, true), x => x > 0.5 ? x : -9),
        ["Identity"] = (() => Identity(), x => x),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Activation_EqualsItsClosedForm(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        (Func<Module<Tensor, Tensor>> create, Func<double, double> form) = Cases[name];
        Tensor input = tensor(Inputs, ScalarType.Float32);
        using Module<Tensor, Tensor> module = create();
        Tensor result = module.call(input);
        AssertClose(name, [.. Inputs.Select(form)], result);
        Assert.Equal(name.EndsWith("in place", StringComparison.Ordinal) || name is "Tanh" or "Hardswish", ReferenceEquals(input, result));
    }

    [Fact]
    public void Softmin_GivesTheSmallestTheMost()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor([1f, 2f, 4f]);
        double[] weights = [Math.Exp(-1), Math.Exp(-2), Math.Exp(-4)];
        AssertClose("softmin", [.. weights.Select(w => w / weights.Sum())], Softmin(0).call(x));
        AssertClose("log_softmax", [.. new[] { 1.0, 2, 4 }.Select(v => v - Math.Log(Math.E + Math.Exp(2) + Math.Exp(4)))], LogSoftmax(0).call(x));
    }

    [Fact]
    public void Fold_OfPatchesThatDoNotOverlap_GivesTheImageBack()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = Wave(0, 2, 3, 4, 6);
        Tensor columns = functional.unfold(image, (2, 3), stride: (2, 3));
        Assert.Equal([2, 18, 4], columns.shape);
        Assert.True(functional.fold(columns, (4, 6), (2, 3), stride: (2, 3)).allclose(image));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    // The distribution function of the standard normal distribution, by Simpson's rule from 0.
    private static double Normal(double x)
    {
        const int Steps = 2000;
        double h = x / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-0.5 * i * h * i * h);
        return 0.5 + (sum * h / 3 / Math.Sqrt(2 * Math.PI));
    }
}
