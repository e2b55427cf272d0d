using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class OpTests
{
    private static readonly Op Randn = new("randn");
    private static readonly Op Add = new("add.Tensor");
    private static readonly Op AddInPlace = new("add_.Tensor");
    private static readonly Op Split = new("split.Tensor");

    [Fact]
    public void Call_WithDefaultsLeftOut_FillsThemFromTheSchema()
    {
        using Tensor a = Randn.Call(new long[] { 2, 3 });
        using Tensor b = Add.Call(a, a);
        Assert.Equal([2, 3], b.shape);
        Assert.Equal(ScalarType.Float32, b.dtype);
    }

    [Fact]
    public void InPlace_ReturnsTheSameObject()
    {
        using Tensor a = Randn.Call(new long[] { 2 });
        Assert.Same(a, AddInPlace.InPlace(a, a));
    }

    [Fact]
    public void CallList_GivesEachTensor()
    {
        using Tensor a = Randn.Call(new long[] { 5, 2 });
        Tensor[] parts = Split.CallList(a, 2L, 0L);
        Assert.Equal([2L, 2L, 1L], parts.Select(p => p.shape[0]));
        foreach (Tensor part in parts) part.Dispose();
    }

    [Fact]
    public void Call_WithShapesThatDoNotFit_NamesOperatorAndShapes()
    {
        using Tensor a = Randn.Call(new long[] { 2, 3 });
        using Tensor b = Randn.Call(new long[] { 4, 5 });
        var error = Assert.Throws<ExternalException>(() => Add.Call(a, b));
        Assert.Contains("aten::add.Tensor(Float32[2, 3], Float32[4, 5])", error.Message);
    }

    [Fact]
    public void Call_WithDisposedTensor_ThrowsBeforeTheNativeSide()
    {
        Tensor a = Randn.Call(new long[] { 2 });
        a.Dispose();
        Assert.Contains("Tensor invalid -- empty handle", Assert.Throws<InvalidOperationException>(() => Add.Call(a, a)).Message);
    }
}
