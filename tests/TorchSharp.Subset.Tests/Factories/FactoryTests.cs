using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Factories;

public class FactoryTests
{
    [Fact]
    public void Tensor_FromScalars_TakesTheNumbersOwnType()
    {
        Assert.Equal(ScalarType.Float64, tensor(1.5).dtype);
        Assert.Equal(ScalarType.Float32, tensor(1.5f).dtype);
        Assert.Equal(ScalarType.Int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(ScalarType.Int64, tensor(new[] { 1L, 2 }).dtype);
        Assert.Equal(ScalarType.Bool, tensor(true).dtype);
        Assert.Empty(tensor(3).shape);
    }

    [Fact]
    public void Tensor_FromMultiDimensionalArray_KeepsShapeAndOrder()
    {
        using Tensor t = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2, 3], t.shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], t.data<float>().ToArray());
        Assert.Equal(6f, t[1, 2].item<float>());
    }

    [Fact]
    public void Tensor_WithDimensionsThatDoNotFit_SaysHowManyAreNeeded()
    {
        var error = Assert.Throws<ArgumentException>(() => tensor(new List<float> { 1, 2, 3 }, 2, 2));
        Assert.Contains("3 values do not fill the shape [2, 2], which needs 4", error.Message);
    }

    [Fact]
    public void Arange_WithIntegersOrFractions_ChoosesTheDtypeOfPyTorch()
    {
        Assert.Equal(ScalarType.Int64, arange(5).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.5).dtype);
        Assert.Equal([0L, 1, 2, 3, 4], arange(5).data<long>().ToArray());
    }

    [Fact]
    public void Randn_UnderASeed_EqualsLibtorchsOwnNumbers()
    {
        manual_seed(0);
        // torch.manual_seed(0); torch.randn(6), as PyTorch prints it.
        float[] expected = [1.5410f, -0.2934f, -2.1788f, 0.5684f, -1.0845f, -1.3986f];
        Assert.All(randn(6).data<float>().Zip(expected), p => Assert.Equal(p.Second, p.First, 4));
    }

    [Fact]
    public void Generator_StateRestored_RepeatsItsDraws()
    {
        using var generator = new Generator(7);
        using Tensor state = generator.get_state();
        float[] first = randn(5, generator: generator).data<float>().ToArray();
        generator.set_state(state);
        Assert.Equal(first, randn(5, generator: generator).data<float>().ToArray());
    }

    [Fact]
    public void FromBuffer_SharesTheArraysMemory()
    {
        float[] array = [1, 2, 3, 4];
        using Tensor t = frombuffer(array, float32, count: 2, offset: 4);
        t[0] = 9f;
        Assert.Equal([1f, 9, 3, 4], array);
        Assert.Equal([9f, 3], t.data<float>().ToArray());
    }

    [Fact]
    public void FromBuffer_BeyondTheArray_IsRefused() =>
        Assert.Contains("16 bytes", Assert.Throws<ArgumentOutOfRangeException>(() => frombuffer(new float[4], float64, count: 3)).Message);

    [Fact]
    public void Item_OfAnotherType_IsRefusedWhileConversionWorks()
    {
        using Tensor t = tensor(2.5f);
        Assert.Throws<ArgumentException>(() => t.item<double>());
        Assert.Equal(2.5, t.ToDouble());
        Assert.Equal(2, t.ToInt32());
    }

    [Fact]
    public void Bytes_OfANonContiguousTensor_SayWhatToDo()
    {
        using Tensor t = empty_strided([2, 3], [1, 2]);
        Assert.Contains("contiguous()", Assert.Throws<InvalidOperationException>(() => t.bytes.Length).Message);
    }

    [Fact]
    public void Data_OfAStridedTensor_FollowsTheStrides()
    {
        using Tensor t = empty_strided([2, 3], [1, 2]);
        t.data<float>().CopyFrom([1, 2, 3, 4, 5, 6]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], t.data<float>().ToArray());
        Assert.Equal(6f, t.data<float>()[1, 2]);
        Assert.Equal(4f, ((float[,])t.data<float>().ToNDArray())[1, 0]);
    }
}
