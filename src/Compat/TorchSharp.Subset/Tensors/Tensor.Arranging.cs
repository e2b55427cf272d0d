using TorchSharp.Native;

namespace TorchSharp;

// The same elements in another order, or several times over.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor repeat(params long[] sizes) => ArrangingOps.Repeat.Call(this, sizes);

        public Tensor tile(long[] reps) => ArrangingOps.Tile.Call(this, reps);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => ArrangingOps.RepeatInterleaveSelfTensor.Call(this, repeats, dim, output_size);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => ArrangingOps.RepeatInterleaveSelfInt.Call(this, repeats, dim, output_size);

        public Tensor flip(params long[] dims) => ArrangingOps.Flip.Call(this, dims);

        public Tensor fliplr() => ArrangingOps.Fliplr.Call(this);

        public Tensor flipud() => ArrangingOps.Flipud.Call(this);

        public Tensor roll(long shifts, long? dims = null) => ArrangingOps.Roll.Call(this, new[] { shifts }, dims is { } d ? [d] : Array.Empty<long>());
        public Tensor roll(long[] shifts) => ArrangingOps.Roll.Call(this, shifts);
        public Tensor roll(long[] shifts, long[] dims) => ArrangingOps.Roll.Call(this, shifts, dims);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => ArrangingOps.Roll.Call(this, shifts.ToArray(), dims.ToArray());
        public Tensor roll((long, long) shifts, (long, long) dims) => ArrangingOps.Roll.Call(this, new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => ArrangingOps.Roll.Call(this, new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

        public Tensor rot90(long k = 1, (long, long)? dims = null) => ArrangingOps.Rot90.Call(this, k, dims is { } d ? [d.Item1, d.Item2] : new long[] { 0, 1 });

        public Tensor tril(long diagonal = 0) => ArrangingOps.Tril.Call(this, diagonal);
        public Tensor tril_(long diagonal = 0) => ArrangingOps.TrilInPlace.InPlace(this, diagonal);

        public Tensor triu(long diagonal = 0) => ArrangingOps.Triu.Call(this, diagonal);
        public Tensor triu_(long diagonal = 0) => ArrangingOps.TriuInPlace.InPlace(this, diagonal);

        public Tensor vander(long N = -1, bool increasing = false) => ArrangingOps.Vander.Call(this, N < 0 ? Value.None : N, increasing);

        public Tensor channel_shuffle(long groups) => ArrangingOps.ChannelShuffle.Call(this, groups);

        private static class ArrangingOps
        {
            internal static readonly Op Repeat = new("repeat");
            internal static readonly Op Tile = new("tile");
            internal static readonly Op RepeatInterleaveSelfTensor = new("repeat_interleave.self_Tensor");
            internal static readonly Op RepeatInterleaveSelfInt = new("repeat_interleave.self_int");
            internal static readonly Op Flip = new("flip");
            internal static readonly Op Fliplr = new("fliplr");
            internal static readonly Op Flipud = new("flipud");
            internal static readonly Op Roll = new("roll");
            internal static readonly Op Rot90 = new("rot90");
            internal static readonly Op Tril = new("tril");
            internal static readonly Op TrilInPlace = new("tril_");
            internal static readonly Op Triu = new("triu");
            internal static readonly Op TriuInPlace = new("triu_");
            internal static readonly Op Vander = new("vander");
            internal static readonly Op ChannelShuffle = new("channel_shuffle");
        }
    }
}
