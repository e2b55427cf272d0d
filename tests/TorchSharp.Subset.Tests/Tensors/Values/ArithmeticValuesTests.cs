using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class ArithmeticValuesTests
{
    private static readonly OperationTable Table = new()
    {
        { "add", () => V(1, 2).add(V(3, 4)), 4, 6 },
        { "add broadcast", () => M(2, 1, 2, 3, 4).add(V(10, 20)), 11, 22, 13, 24 },
        { "add alpha", () => V(1, 2).add(V(3, 4), 2), 7, 10 },
        { "add scalar alpha", () => V(1, 2).add(3, 2), 7, 8 },
        { "add_", () => V(1, 2).add_(V(3, 4)), 4, 6 },
        { "sub", () => V(1, 2).sub(V(3, 5)), -2, -3 },
        { "subtract", () => V(1, 2).subtract(0.5), 0.5, 1.5 },
        { "mul", () => V(1, -2).mul(V(3, 4)), 3, -8 },
        { "multiply", () => V(1, -2).multiply(3), 3, -6 },
        { "div", () => V(1, -7).div(V(4, 2)), 0.25, -3.5 },
        { "div integers", () => I(7, -7).div(I(2, 2)), 3.5, -3.5 },
        { "div trunc", () => I(7, -7).div(I(2, 2), RoundingMode.trunc), 3, -3 },
        { "div floor", () => I(7, -7).div(I(2, 2), RoundingMode.floor), 3, -4 },
        { "div_ floor", () => V(7, -7).div_(2, RoundingMode.floor), 3, -4 },
        { "floor_divide", () => I(7, -7).floor_divide(2), 3, -4 },
        { "true_divide", () => I(1, 3).true_divide(I(2, 2)), 0.5, 1.5 },
        { "remainder", () => V(7, -7).remainder(3), 1, 2 },
        { "fmod", () => V(7, -7).fmod(3), 1, -1 },
        { "pow", () => V(2, 3).pow(3), 8, 27 },
        { "pow tensor", () => V(2, 3).pow(V(3, 2)), 8, 9 },
        { "pow_", () => V(2, 3).pow_(2), 4, 9 },
        { "float_power", () => I(2, 3).float_power(I(-1, 2)), 0.5, 9 },
        { "lerp", () => V(0, 10).lerp(V(10, 20), V(0.25, 0.5)), 2.5, 15 },
        { "addcmul", () => V(1, 1).addcmul(V(2, 3), V(4, 5), 0.5), 5, 8.5 },
        { "addcdiv", () => V(1, 1).addcdiv(V(2, 3), V(4, 2), 2), 2, 4 },
        { "addcdiv_ default", () => V(1, 1).addcdiv_(V(2, 3), V(4, 2)), 1.5, 2.5 },
        { "hypot", () => V(3, 5).hypot(V(4, 12)), 5, 13 },
        { "gcd", () => I(12, 7).gcd(I(18, 21)), 6, 7 },
        { "lcm", () => I(4, 6).lcm(I(6, 8)), 12, 24 },
        { "ldexp", () => V(1, 3).ldexp(V(3, 1)), 8, 6 },
        { "logaddexp", () => V(0, 1).logaddexp(V(0, 1)), Math.Log(2), 1 + Math.Log(2) },
        { "logaddexp2", () => V(3, 4).logaddexp2(V(3, 4)), 4, 5 },
        { "xlogy", () => V(0, 2).xlogy(V(0, 3)), 0, 2 * Math.Log(3) },
        { "copysign", () => V(1, -2).copysign(V(-3, 4)), -1, 2 },
        { "heaviside", () => V(-1, 0, 2).heaviside(V(0.5, 0.5, 0.5)), 0, 0.5, 1 },
        { "dist", () => V(0, 0).dist(V(3, 4)), 5 },
        { "dist p=1", () => V(0, 0).dist(V(3, 4), 1), 7 },
        { "operator + number left", () => 1 + V(1, 2), 2, 3 },
        { "operator - number left", () => 1 - V(1, 3), 0, -2 },
        { "operator * number right", () => V(1, 3) * 2.0f, 2, 6 },
        { "operator / number left", () => 6 / V(2, 3), 3, 2 },
        { "operator / integers", () => 6 / I(4, 3), 1.5, 2 },
        { "operator %", () => V(7, -7) % 3, 1, 2 },
        { "operator unary minus", () => -V(1, -2), -1, 2 },
        { "clamp", () => V(-2, 0.5, 3).clamp(-1, 1), -1, 0.5, 1 },
        { "clamp max only", () => V(-2, 0.5, 3).clamp(max: (Scalar)1), -2, 0.5, 1 },
        { "clamp tensors", () => V(-2, 0.5, 3).clamp(V(-1, 1, 1), V(1, 2, 2)), -1, 1, 2 },
        { "clamp_min", () => V(-2, 3).clamp_min(0), 0, 3 },
        { "clamp_max_", () => V(-2, 3).clamp_max_(0), -2, 0 },
        { "maximum", () => V(1, 5).maximum(V(3, 2)), 3, 5 },
        { "minimum", () => V(1, 5).minimum(V(3, 2)), 1, 2 },
        { "fmax", () => V(double.NaN, 5).fmax(V(3, 2)), 3, 5 },
        { "nan_to_num", () => V(double.NaN, double.PositiveInfinity, 1).nan_to_num(0, 9, -9), 0, 9, 1 },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);
}
