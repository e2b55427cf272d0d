using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace TorchSharp.Tests.NN;

public class PackingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PackAndPad_OfAnyOrder_GivesTheBatchBack(bool batchFirst)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] sequences = [ones(2, 3), ones(5, 3) * 2, ones(1, 3) * 3, ones(5, 3) * 4];
        Tensor padded = pad_sequence(sequences, batchFirst);
        PackedSequence packed = pack_padded_sequence(padded, tensor(new long[] { 2, 5, 1, 5 }), batchFirst, enforce_sorted: false);
        Assert.Equal([4L, 3, 2, 2, 2], packed.batch_sizes.data<long>().ToArray());
        Assert.Equal([13, 3], packed.data.shape);
        (Tensor back, Tensor lengths) = pad_packed_sequence(packed, batchFirst);
        Assert.True(back.equal(padded).all().ToBoolean());
        Assert.Equal([2L, 5, 1, 5], lengths.data<long>().ToArray());
    }

    [Fact]
    public void PackSequence_OfSortedOnes_NeedsNoIndices()
    {
        using PackedSequence packed = pack_sequence([ones(3), ones(2)]);
        Assert.True(packed.sorted_indices.IsInvalid && packed.unsorted_indices.IsInvalid);
        (Tensor padded, Tensor lengths) = pad_packed_sequence(packed, padding_value: -1, total_length: 4);
        using (padded) using (lengths)
            Assert.Equal([1f, 1, 1, 1, 1, -1, -1, -1], padded.data<float>().ToArray());
    }

    [Fact]
    public void PackedSequence_BelongsToItsScopeAsATensorDoes()
    {
        PackedSequence inner, outer;
        using (NewDisposeScope())
        {
            inner = pack_sequence([ones(2)]);
            outer = pack_sequence([ones(2)]).DetachFromDisposeScope();
        }
        Assert.True(inner.data.IsInvalid && inner.batch_sizes.IsInvalid);
        Assert.False(outer.data.IsInvalid);
        outer.Dispose();
        Assert.True(outer.data.IsInvalid);
    }

    [Fact]
    public void Pack_OfUnsortedLengthsThatMustBeSorted_IsRefused()
    {
        using DisposeScope scope = NewDisposeScope();
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => pack_padded_sequence(ones(3, 2, 1), tensor(new long[] { 1, 3 })));
        Assert.Contains("_pack_padded_sequence(Float32[3, 2, 1], Int64[2]", error.Message);
    }
}
