using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Describe().DType;

        public Device device => Describe() is var d ? new Device((DeviceType)d.DeviceType, d.DeviceIndex) : CPU;

        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        public int device_index => Describe().DeviceIndex;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Has(TensorFlags.Sparse);

        public bool is_leaf => Has(TensorFlags.Leaf);

        public bool is_contiguous() => Has(TensorFlags.Contiguous);

        public long ndim => Describe().Dimensions;

        public long Dimensions => ndim;

        public long NumberOfElements => Describe().Elements;

        public long ElementSize => Describe().ElementSize;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        /// <summary>A new array with each dimension's size.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Describe().Dimensions];
                fixed (long* p = sizes) NativeError.ThrowIfFailed(NativeMethods.nt_sizes(Handle, p), "shape");
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>Steps, in elements, between neighbours along each dimension.</summary>
        public unsafe long[] stride()
        {
            var strides = new long[Describe().Dimensions];
            fixed (long* p = strides) NativeError.ThrowIfFailed(NativeMethods.nt_strides(Handle, p), "stride");
            GC.KeepAlive(this);
            return strides;
        }

        public bool requires_grad
        {
            get => Has(TensorFlags.RequiresGrad);
            set => _ = requires_grad_(value);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_set_requires_grad(Handle, requires_grad ? 1 : 0), "requires_grad_");
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>The accumulated gradient, as a new object at each read; null before the first backward pass.</summary>
        public Tensor? grad
        {
            get
            {
                NativeError.ThrowIfFailed(NativeMethods.nt_get_gradient(Handle, out IntPtr found), "grad");
                GC.KeepAlive(this);
                return found == IntPtr.Zero ? null : new Tensor(found);
            }
            set
            {
                NativeError.ThrowIfFailed(NativeMethods.nt_set_gradient(Handle, value is null ? IntPtr.Zero : value.Handle), "grad");
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>The memory of a contiguous tensor on the CPU.</summary>
        internal unsafe Span<byte> ContiguousBytes(string operation)
        {
            TensorDescription d = Describe();
            if (d.DeviceType != (int)DeviceType.CPU) throw new InvalidOperationException($"{operation}: the data of a tensor on {device} must be copied to the CPU first.");
            if (!d.Flags.HasFlag(TensorFlags.Contiguous)) throw new InvalidOperationException($"{operation}: the tensor of shape [{string.Join(", ", shape)}] is not contiguous; call contiguous() first.");
            return new Span<byte>((void*)DataPointer(), checked((int)(d.Elements * d.ElementSize)));
        }

        internal IntPtr DataPointer()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_data_pointer(Handle, out IntPtr pointer), "data");
            GC.KeepAlive(this);
            return pointer;
        }

        private bool Has(TensorFlags flag) => (Describe().Flags & flag) != 0;
    }
}
