using System.Runtime.InteropServices;
using TorchSharp.Tests.Tensors.WrongCalls;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

/// <summary>All in one process: a call that aborted it would take the whole test run along.</summary>
public class WrongCallsTests
{
    private static readonly WrongCall[] Calls = [.. ElementwiseWrongCalls.Table, .. ShapeWrongCalls.Table, .. ReductionWrongCalls.Table, .. NetworkWrongCalls.Table];

    [Fact]
    public void Table_CoversAtLeast200CallsOf60Operators()
    {
        Assert.True(Calls.Length >= 200, $"{Calls.Length} calls");
        Assert.True(Calls.DistinctBy(c => c.Operation).Count() >= 60);
    }

    [Fact]
    public void WrongCall_ThrowsTheRealTypeNamingOperationAndShapes()
    {
        string[] faults = [.. Calls.Select(c => (c, fault: c.Fault())).Where(p => p.fault is not null).Select(p => $"{p.c.Operation}({p.c.Tensors}): {p.fault}")];
        Assert.True(faults.Length == 0, $"{faults.Length} of {Calls.Length}:\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void AfterWrongCalls_TheNextRightOneWorks()
    {
        using Tensor a = ones(2, 3), b = ones(4, 5), sum = a.add(a);
        Assert.ThrowsAny<Exception>(() => a.add(b));
        Assert.Equal(12, sum.sum().ToDouble());
    }

    [Fact]
    public void NullTensor_IsAnErrorAndNoCrash()
    {
        using Tensor a = ones(2);
        Assert.Contains("aten::add.Tensor(Float32[2], none)", Assert.Throws<ExternalException>(() => a.add((Tensor)null!)).Message);
        Assert.Contains("holds a null", Assert.Throws<ArgumentException>(() => cat([a, null!])).Message);
        Assert.Throws<ArgumentException>(() => stack([a, null!]));
        Assert.Throws<ExternalException>(() => where(null!, a, a));
    }

    [Fact]
    public void ChecksInManagedCode_RaiseArgumentException()
    {
        using Tensor a = ones(2), b = ones(2, 2);
        Assert.Throws<ArgumentException>(() => a.div(a, (RoundingMode)7));
        Assert.Throws<ArgumentException>(() => a.tensordot(b, 3));
        Assert.Throws<ArgumentException>(() => a.cuda(CPU));
        Assert.Throws<ArgumentException>(() => a.to("abacus"));
    }
}
