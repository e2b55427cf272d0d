using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Native;

/// <summary>Memory of tensors on the CPU: <c>allocator.cpp</c> in place of libtorch's aligned allocations, which fill glibc's heap with holes.</summary>
public class AllocatorTests
{
    private const int Alignment = 64;

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    [InlineData(3_000_001)]
    public void Tensors_OfAnySize_BeginAtACacheLine(long count)
    {
        using var tensor = ones(count);

        Assert.Equal(0, tensor.DataPointer() % Alignment);
        Assert.Equal(count, (long)tensor.sum().item<float>());
    }

    // glibc's posix_memalign asks for more than it gives, so that the hole a freed block leaves is too small for the same call.
    [Fact]
    public void ATensor_OfTheSizeOfOneThatWasFreedBetweenOthers_TakesItsPlace()
    {
        // Once of several times is enough: other tests of this process may take the place in between.
        Assert.Contains(true, Enumerable.Range(0, 20).Select(_ => TakesItsPlace(elements: 1_310_737)));

        static bool TakesItsPlace(long elements)
        {
            var first = empty(elements);
            using var guard = empty(elements);
            var place = first.DataPointer();
            first.Dispose();
            using var again = empty(elements);
            return place == again.DataPointer();
        }
    }

    [Fact]
    public void Empty_OfMoreThanThereIs_SaysHowMuchWasAskedFor()
    {
        var fault = Assert.ThrowsAny<Exception>(() => empty(1L << 50));

        Assert.Contains("not enough memory", fault.Message, StringComparison.Ordinal);
        Assert.Contains((1L << 52).ToString(CultureInfo.InvariantCulture), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_OfNothing_IsThere()
    {
        using var tensor = empty(0);

        Assert.Equal(0, tensor.numel());
        Assert.Empty(tensor.data<float>().ToArray());
    }
}
