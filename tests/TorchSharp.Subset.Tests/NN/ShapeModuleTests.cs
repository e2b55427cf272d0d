using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class ShapeModuleTests
{
    private static readonly Dictionary<string, (Func<Module<Tensor, Tensor>> Create, long[] Input, long[] Output)> Cases = new()
    {
        ["Flatten"] = (() => Flatten(), [2, 3, 4], [2, 12]),
        ["Unflatten"] = (() => Unflatten(1, [3, 4]), [2, 12], [2, 3, 4]),
        ["MaxPool1d"] = (() => MaxPool1d(2), [2, 3, 9], [2, 3, 4]),
        ["MaxPool2d"] = (() => MaxPool2d(3, 2, 1), [2, 3, 8, 8], [2, 3, 4, 4]),
        ["MaxPool2d pair"] = (() => MaxPool2d((2, 1)), [2, 3, 8, 8], [2, 3, 4, 8]),
        ["AvgPool1d"] = (() => AvgPool1d(2), [2, 3, 9], [2, 3, 4]),
        ["AvgPool2d"] = (() => AvgPool2d(2), [2, 3, 8, 6], [2, 3, 4, 3]),
        ["AdaptiveAvgPool1d"] = (() => AdaptiveAvgPool1d(2), [2, 3, 9], [2, 3, 2]),
        ["AdaptiveAvgPool2d"] = (() => AdaptiveAvgPool2d((1, 2)), [2, 3, 8, 8], [2, 3, 1, 2]),
        ["AdaptiveMaxPool1d"] = (() => AdaptiveMaxPool1d(1), [2, 3, 9], [2, 3, 1]),
        ["AdaptiveMaxPool2d"] = (() => AdaptiveMaxPool2d([2, 2]), [2, 3, 8, 8], [2, 3, 2, 2]),
        ["ConstantPad1d"] = (() => ConstantPad1d((1, 2), 5), [2, 3], [2, 6]),
        ["ZeroPad2d"] = (() => ZeroPad2d(1), [1, 1, 3, 3], [1, 1, 5, 5]),
        ["ReflectionPad2d"] = (() => ReflectionPad2d((1, 0, 0, 1)), [1, 1, 3, 3], [1, 1, 4, 4]),
        ["ReplicationPad1d"] = (() => ReplicationPad1d(2), [1, 1, 3], [1, 1, 7]),
        ["PixelShuffle"] = (() => PixelShuffle(2), [1, 8, 3, 3], [1, 2, 6, 6]),
        ["PixelUnshuffle"] = (() => PixelUnshuffle(2), [1, 2, 6, 6], [1, 8, 3, 3]),
        ["Upsample"] = (() => Upsample(scale_factor: [2.0]), [1, 2, 3, 3], [1, 2, 6, 6]),
        ["Conv2d same"] = (() => Conv2d(2, 4, (3, 4), Padding.Same), [1, 2, 7, 7], [1, 4, 7, 7]),
        ["Conv3d"] = (() => Conv3d(1, 2, 2), [1, 1, 3, 4, 5], [1, 2, 2, 3, 4]),
        ["Softmax2d"] = (() => Softmax2d(), [1, 2, 3, 3], [1, 2, 3, 3]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Call_GivesTheShape(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        (Func<Module<Tensor, Tensor>> create, long[] input, long[] output) = Cases[name];
        Assert.Equal(output, create().call(randn(input)).shape);
    }

    [Fact]
    public void MaxPool1d_WithIndices_TellsWhereTheMaximaStood()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor values, Tensor indices) = MaxPool1d(2).forward_with_indices(tensor([1f, 5f, 7f, 2f]).view(1, 1, 4));
        Assert.Equal([5f, 7f], values.data<float>().ToArray());
        Assert.Equal([1L, 2L], indices.data<long>().ToArray());
    }

    [Fact]
    public void WrongInputs_RaiseExceptionsThatNameTheShape()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Contains("Float32[2, 5]", Assert.Throws<ExternalException>(() => Linear(4, 3).call(ones(2, 5))).Message);
        Assert.Contains("[5]", Assert.Throws<ArgumentException>(() => Conv2d(1, 1, 3).call(ones(5))).Message);
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => LSTM(3, 2).call(ones(2, 3))).Message);
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => GroupNorm(1, 3).call(ones(2, 3))).Message);
        Assert.Contains("[1, 1, 3]", Assert.Throws<ArgumentException>(() => MultiheadAttention(4, 2).call(ones(1, 1, 3), ones(1, 1, 3), ones(1, 1, 3))).Message);
        Assert.Contains("6 and 4", Assert.Throws<ArgumentException>(() => MultiheadAttention(6, 4)).Message);
        Assert.Throws<InvalidOperationException>(() => ReLU().register_buffer("x", ones(1)));
    }
}
