using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors;

public class DtypeTests
{
    [Fact]
    public void DefaultDtype_WhenSet_IsWhatFactoriesUse()
    {
        try
        {
            set_default_dtype(float64);
            using Tensor made = zeros(1);
            Assert.Equal((float64, float64), (get_default_dtype(), made.dtype));
        }
        finally
        {
            set_default_dtype(float32);
        }
        Assert.Equal(float32, get_default_dtype());
        Assert.Throws<ExternalException>(() => set_default_dtype(int64));
    }

    [Fact]
    public void Finfo_AgreesWithWhatTensorsHold()
    {
        foreach (ScalarType type in (ScalarType[])[float16, bfloat16, float32, float64])
        {
            using var scope = NewDisposeScope();
            FInfo limits = finfo(type);
            Assert.Equal(limits.max, tensor(limits.max, type).ToDoubleExactly());
            Assert.True(double.IsInfinity(tensor(limits.max, type).mul(2).ToDoubleExactly()) || type == float64);
            Assert.Equal(limits.eps, ones(1, type).add(tensor(limits.eps, type)).sub(1).ToDoubleExactly());
            Assert.Equal(0, ones(1, type).add(tensor(limits.eps / 4, type)).sub(1).ToDoubleExactly());
        }
        Assert.Throws<ArgumentException>(() => finfo(int64));
    }

    [Fact]
    public void Promotion_FollowsLibtorch()
    {
        using Tensor small = ones(2, float16), whole = ones(2, int64), number = tensor(1.0);
        Assert.Equal(float16, result_type(small, whole));
        Assert.Equal(float16, result_type(small, number));
        Assert.Equal(float64, promote_types(int32, float64));
        Assert.True(can_cast(int32, float32));
        Assert.False(can_cast(float32, int32));
    }

    [Fact]
    public void ConversionMethods_GiveTheDtypeOfTheirName()
    {
        using var scope = NewDisposeScope();
        Tensor t = tensor(new[] { 0f, 1.9f });
        Assert.Equal([@bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, complex64, complex128],
            new[] { t.@bool(), t.@byte(), t.@char(), t.@short(), t.@int(), t.@long(), t.half(), t.bfloat16(), t.@float(), t.@double(), t.cfloat(), t.cdouble() }.Select(c => c.dtype));
        Assert.Equal([0, 1], t.@int().data<int>().ToArray());
    }

    [Fact]
    public void To_WithoutChange_SharesMemoryUnderANewObject()
    {
        using var scope = NewDisposeScope();
        Tensor t = zeros(2), same = t.to(float32), copy = t.to(float32, copy: true), other = t.alias();
        t.fill_(1);
        Assert.NotSame(t, same);
        Assert.Equal((1.0, 0.0, 1.0), (same[0].ToDouble(), copy[0].ToDouble(), other[0].ToDouble()));
        t.to(float64, disposeAfter: true);
        Assert.True(t.IsInvalid);
        Assert.False(same.IsInvalid);
    }

    [Fact]
    public void MetaTensor_HasShapeAndNoData()
    {
        using Tensor t = zeros(2, 3, device: META), sum = t.add(t);
        Assert.True(sum.is_meta);
        Assert.Equal([2, 3], sum.shape);
    }
}

internal static class ExactNumbers
{
    internal static double ToDoubleExactly(this Tensor tensor) => tensor.to(float64).data<double>()[0];
}
