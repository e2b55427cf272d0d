using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class MathsValuesTests
{
    private static readonly OperationTable Table = new()
    {
        { "abs", () => V(-1.5, 2).abs(), 1.5, 2 },
        { "neg", () => V(-1.5, 2).neg(), 1.5, -2 },
        { "positive", () => V(-1.5, 2).positive(), -1.5, 2 },
        { "sign", () => V(-1.5, 0, 2).sign(), -1, 0, 1 },
        { "signbit", () => V(-1.5, 2).signbit(), 1, 0 },
        { "ceil", () => V(-1.5, 1.2).ceil(), -1, 2 },
        { "floor", () => V(-1.5, 1.2).floor(), -2, 1 },
        { "trunc", () => V(-1.5, 1.2).trunc(), -1, 1 },
        { "fix_", () => V(-1.5, 1.2).fix_(), -1, 1 },
        { "frac", () => V(-1.5, 1.25).frac(), -0.5, 0.25 },
        { "round half to even", () => V(0.5, 1.5, 2.5, -0.5).round(), 0, 2, 2, 0 },
        { "round decimals", () => V(1.2345, -1.2355).round(2), 1.23, -1.24 },
        { "exp", () => V(0, 1).exp(), 1, Math.E },
        { "exp2", () => V(0, 3).exp2(), 1, 8 },
        { "expm1", () => V(0, 1e-5).expm1(), 0, 1.0000050000166667e-5 },
        { "log", () => V(1, Math.E).log(), 0, 1 },
        { "log2", () => V(1, 8).log2(), 0, 3 },
        { "log10", () => V(1, 1000).log10(), 0, 3 },
        { "log1p", () => V(0, 1).log1p(), 0, Math.Log(2) },
        { "sqrt", () => V(4, 2).sqrt(), 2, Math.Sqrt(2) },
        { "rsqrt", () => V(4, 16).rsqrt(), 0.5, 0.25 },
        { "square", () => V(-3, 2).square(), 9, 4 },
        { "reciprocal", () => V(4, -2).reciprocal(), 0.25, -0.5 },
        { "logit", () => V(0.5, 0.75).logit(), 0, Math.Log(3) },
        { "frexp mantissa", () => V(8, 3).frexp().Mantissa, 0.5, 0.75 },
        { "deg2rad", () => V(180, 90).deg2rad(), Math.PI, Math.PI / 2 },
        { "rad2deg", () => V(Math.PI).rad2deg(), 180 },
        { "sin", () => V(0, 1).sin(), 0, Math.Sin(1) },
        { "cos", () => V(0, 1).cos(), 1, Math.Cos(1) },
        { "tan", () => V(0, 1).tan(), 0, Math.Tan(1) },
        { "asin", () => V(0, 1).asin(), 0, Math.PI / 2 },
        { "acos", () => V(1, 0).acos(), 0, Math.PI / 2 },
        { "atan", () => V(0, 1).atan(), 0, Math.PI / 4 },
        { "atan2", () => V(1, -1).atan2(V(1, -1)), Math.PI / 4, -3 * Math.PI / 4 },
        { "arctan of two", () => V(1).arctan(V(-1)), 3 * Math.PI / 4 },
        { "sinh", () => V(1).sinh(), Math.Sinh(1) },
        { "cosh", () => V(1).cosh(), Math.Cosh(1) },
        { "tanh", () => V(1).tanh(), Math.Tanh(1) },
        { "asinh", () => V(1).asinh(), Math.Asinh(1) },
        { "acosh", () => V(2).acosh(), Math.Acosh(2) },
        { "atanh", () => V(0.5).atanh(), Math.Atanh(0.5) },
        { "sinc", () => V(0, 0.5).sinc(), 1, 2 / Math.PI },
        { "erf", () => V(0, 1).erf(), 0, 0.8427007929497149 },
        { "erfc", () => V(0, 1).erfc(), 1, 0.15729920705028513 },
        { "erfinv", () => V(0, 0.8427007929497149).erfinv(), 0, 1 },
        { "lgamma", () => V(1, 5).lgamma(), 0, Math.Log(24) },
        { "digamma", () => V(1, 2).digamma(), -0.57721566490153287, 0.42278433509846714 },
        { "polygamma", () => V(1).polygamma(1), Math.PI * Math.PI / 6 },
        { "i0", () => V(0, 1).i0(), 1, 1.2660658777520084 },
        { "sigmoid", () => V(0, Math.Log(3)).sigmoid(), 0.5, 0.75 },
        { "softmax", () => V(0, Math.Log(3)).softmax(0), 0.25, 0.75 },
        { "log_softmax", () => V(0, Math.Log(3)).log_softmax(0), -Math.Log(4), Math.Log(0.75) },
        { "relu", () => V(-1, 2).relu(), 0, 2 },
        { "relu6", () => V(-1, 2, 9).relu6(), 0, 2, 6 },
        { "gelu", () => V(0, 1).gelu(), 0, 0.8413447460685429 },
        { "silu", () => V(0, Math.Log(3)).silu(), 0, 0.75 * Math.Log(3) },
        { "elu", () => V(-1, 2).elu(), Math.Exp(-1) - 1, 2 },
        { "celu", () => V(-1, 2).celu(2), 2 * (Math.Exp(-0.5) - 1), 2 },
        { "selu", () => V(1).selu(), 1.0507009873554805 },
        { "glu", () => V(3, 0).glu(), 1.5 },
        { "hardsigmoid", () => V(-4, 0, 4).hardsigmoid(), 0, 0.5, 1 },
        { "hardswish", () => V(-4, 1, 4).hardswish(), 0, 4.0 / 6, 4 },
        { "hardtanh", () => V(-4, 0.5, 4).hardtanh(-1, 1), -1, 0.5, 1 },
        { "leaky_relu", () => V(-1, 2).leaky_relu(0.1), -0.1, 2 },
        { "log_sigmoid", () => V(0).log_sigmoid(), -Math.Log(2) },
        { "prelu", () => M(1, -2, 3).prelu(V(0.25)), -0.5, 3 },
        { "softplus", () => V(0, 30).softplus(), Math.Log(2), 30 },
        { "threshold", () => V(0.5, 2).threshold(1, 7), 7, 2 },
        { "special.ndtr", () => special.ndtr(V(0)), 0.5 },
        { "special.xlog1py", () => special.xlog1py(V(2), V(1)), 2 * Math.Log(2) },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);
}
