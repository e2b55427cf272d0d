using TorchSharp.Native;

namespace TorchSharp;

// Largest and smallest values and where they are.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor max(Tensor other) => ExtremesOps.MaxOther.Call(this, other);

        public Tensor min(Tensor other) => ExtremesOps.MinOther.Call(this, other);

        public Tensor max() => ExtremesOps.Max.Call(this);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => ExtremesOps.MaxDim.Call2(this, dim, keepdim);

        public Tensor min() => ExtremesOps.Min.Call(this);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => ExtremesOps.MinDim.Call2(this, dim, keepdim);

        public Tensor argmax() => ExtremesOps.Argmax.Call(this);
        public Tensor argmax(long dim, bool keepdim = false) => ExtremesOps.Argmax.Call(this, dim, keepdim);

        public Tensor argmin() => ExtremesOps.Argmin.Call(this);
        public Tensor argmin(long dim, bool keepdim = false) => ExtremesOps.Argmin.Call(this, dim, keepdim);

        public Tensor amax(params long[] dims) => ExtremesOps.Amax.Call(this, dims);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null ? ExtremesOps.Amax.Call(this, dims, keepdim) : Into(ExtremesOps.AmaxOut, @out, this, dims, keepdim);

        public Tensor amin(params long[] dims) => ExtremesOps.Amin.Call(this, dims);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => @out is null ? ExtremesOps.Amin.Call(this, dims, keepdim) : Into(ExtremesOps.AminOut, @out, this, dims, keepdim);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => ExtremesOps.Aminmax.Call2(this, dim, keepdim);

        private static class ExtremesOps
        {
            internal static readonly Op MaxOther = new("max.other");
            internal static readonly Op MinOther = new("min.other");
            internal static readonly Op Max = new("max");
            internal static readonly Op MaxDim = new("max.dim");
            internal static readonly Op Min = new("min");
            internal static readonly Op MinDim = new("min.dim");
            internal static readonly Op Argmax = new("argmax");
            internal static readonly Op Argmin = new("argmin");
            internal static readonly Op Amax = new("amax");
            internal static readonly Op AmaxOut = new("amax.out");
            internal static readonly Op Amin = new("amin");
            internal static readonly Op AminOut = new("amin.out");
            internal static readonly Op Aminmax = new("aminmax");
        }
    }
}
