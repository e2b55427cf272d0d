using static TorchSharp.torch;

namespace TorchSharp.Tests.Factories;

public class NewFromTensorTests
{
    [Fact]
    public void New_KeepsDtypeAndDevice_UnlessAskedOtherwise()
    {
        using var scope = NewDisposeScope();
        Tensor source = zeros(2, 3, int16), far = zeros(2, device: META);
        Assert.Equal((int16, 4L), (source.new_zeros(4).dtype, source.new_zeros(4).numel()));
        Assert.Equal(float64, source.new_ones(2, 2, float64).dtype);
        Assert.Equal([1L, 2, 3, 4], source.new_empty(1, 2, 3, 4).shape);
        Assert.Equal([7, 7], source.new_full(2, 7).data<short>().ToArray());
        Assert.True(far.new_zeros([2, 2]).is_meta);
    }

    [Fact]
    public void Like_TakesShapeDtypeAndDevice()
    {
        using var scope = NewDisposeScope();
        Tensor source = zeros(2, 3, float64);
        Assert.Equal(6, source.ones_like().sum().ToDouble());
        Assert.Equal(12, source.full_like(2).sum().ToDouble());
        Assert.Equal((float32, true), (source.rand_like(float32, requires_grad: true).dtype, source.rand_like(requires_grad: true).requires_grad));
        Assert.Equal([2L, 3], source.randint_like(0, 5).shape);
    }

    [Fact]
    public void BroadcastShapes_GivesTheCommonShape_OrNamesWhatDoesNotFit()
    {
        Assert.Equal([5L, 2, 3], broadcast_shapes([2, 1], [5, 1, 3]).Shape);
        Assert.Contains("[2], [3]", Assert.Throws<ArgumentException>(() => broadcast_shapes([2], [3])).Message);
    }

    [Fact]
    public void Device_FromWords_IsTheDeviceMeant()
    {
        Assert.Equal((DeviceType.CUDA, 1), (device("cuda:1").type, device("cuda:1").index));
        Assert.Equal(DeviceType.CPU, InitializeDevice(null).type);
        Assert.Equal(cuda_is_available(), TryInitializeDeviceType(DeviceType.CUDA));
        Assert.Throws<InvalidOperationException>(() => InitializeDeviceType(DeviceType.FPGA));
    }
}
