using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class LogicValuesTests
{
    private static readonly OperationTable Table = new()
    {
        { "eq", () => V(1, 2).eq(V(1, 3)), 1, 0 },
        { "equal", () => V(1, 2).equal(V(1, 3)), 1, 0 },
        { "ne", () => V(1, 2).ne(1), 0, 1 },
        { "lt", () => V(1, 2).lt(V(2, 2)), 1, 0 },
        { "le", () => V(1, 3).le(2), 1, 0 },
        { "gt", () => V(1, 3).gt(2), 0, 1 },
        { "ge_", () => V(1, 3).ge_(2), 0, 1 },
        { "less_equal", () => V(2, 3).less_equal(V(2, 2)), 1, 0 },
        { "operator <", () => V(1, 3) < 2, 1, 0 },
        { "operator < number left", () => 2 < V(1, 3), 0, 1 },
        { "operator >= number left", () => 2 >= V(1, 2, 3), 1, 1, 0 },
        { "operator ==", () => V(1, 3) == 3, 0, 1 },
        { "operator !=", () => V(1, 3) != V(1, 1), 0, 1 },
        { "isclose", () => V(1, 2).isclose(V(1 + 1e-9, 2.1)), 1, 0 },
        { "isin", () => I(1, 2, 3).isin(I(2, 3)), 0, 1, 1 },
        { "isnan", () => V(double.NaN, 1).isnan(), 1, 0 },
        { "isfinite", () => V(double.NaN, 1, double.PositiveInfinity).isfinite(), 0, 1, 0 },
        { "isneginf", () => V(double.NegativeInfinity, double.PositiveInfinity).isneginf(), 1, 0 },
        { "logical_and", () => B(1, 1, 0).logical_and(B(1, 0, 0)), 1, 0, 0 },
        { "logical_or", () => B(1, 1, 0).logical_or(B(1, 0, 0)), 1, 1, 0 },
        { "logical_xor", () => B(1, 1, 0).logical_xor(B(1, 0, 0)), 0, 1, 0 },
        { "logical_not", () => B(1, 0).logical_not(), 0, 1 },
        { "bitwise_and", () => I(12, 10).bitwise_and(I(10, 3)), 8, 2 },
        { "bitwise_or", () => I(12, 8) | I(10, 3), 14, 11 },
        { "bitwise_xor", () => I(12, 8) ^ I(10, 3), 6, 11 },
        { "bitwise_not", () => ~I(0, 5), -1, -6 },
        { "bitwise_left_shift", () => I(1, 3).bitwise_left_shift(I(3, 1)), 8, 6 },
        { "bitwise_right_shift", () => I(8, 6).bitwise_right_shift(I(3, 1)), 1, 3 },
        { "all", () => B(1, 0).all(), 0 },
        { "all dim", () => M(2, 1, 1, 0, 1).all(1), 1, 0 },
        { "any", () => B(1, 0).any(), 1 },
        { "any dim keepdim", () => M(2, 0, 0, 0, 1).any(1, keepdim: true), 0, 1 },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);

    [Fact]
    public void Equals_ComparesWholeTensors()
    {
        using Tensor a = V(1, 2), same = V(1, 2), other = V(1, 3), shorter = V(1);
        Assert.True(a.Equals(same));
        Assert.False(a.Equals(other));
        Assert.False(a.Equals(shorter));
        Assert.True(a.allclose(same));
        Assert.False(a.allclose(other));
    }
}
