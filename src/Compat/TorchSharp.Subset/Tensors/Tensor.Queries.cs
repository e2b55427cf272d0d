using TorchSharp.Native;

namespace TorchSharp;

// What a tensor is, beyond its dtype and shape.
public static partial class torch
{
    public partial class Tensor
    {
        public long dim() => ndim;

        public long[] size() => shape;
        public long size(int dim) => QueriesOps.SizeInt.CallLong(this, dim);

        public long stride(int dim) => QueriesOps.StrideInt.CallLong(this, dim);

        public long storage_offset()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_storage_offset(Handle, out long offset), "storage_offset");
            GC.KeepAlive(this);
            return offset;
        }

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_conj() => QueriesOps.IsConj.CallBool(this);

        public bool is_neg() => QueriesOps.IsNeg.CallBool(this);

        public bool is_pinned() => QueriesOps.IsPinned.CallBool(this);

        private static class QueriesOps
        {
            internal static readonly Op SizeInt = new("size.int");
            internal static readonly Op StrideInt = new("stride.int");
            internal static readonly Op IsConj = new("is_conj");
            internal static readonly Op IsNeg = new("is_neg");
            internal static readonly Op IsPinned = new("is_pinned");
        }
    }
}
