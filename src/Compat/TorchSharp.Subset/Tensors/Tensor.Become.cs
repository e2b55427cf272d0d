using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Converts in place by exchanging the native tensor; gradients are dropped when anything changes.</summary>
        internal void Become(ScalarType? dtype, Device? device, bool non_blocking)
        {
            bool same = (dtype is null || dtype == this.dtype) && (device is null || (device.type == device_type && (device.index < 0 || device.index == device_index)));
            if (same) return;
            bool trained = requires_grad;
            Tensor converted = Ops.ToOptions.Call(this, dtype, Value.None, device, Value.None, non_blocking);
            IntPtr old = Interlocked.Exchange(ref handle, converted.DecoupleFromNativeHandle());
            NativeMethods.nt_release(old);
            if (trained) requires_grad_();
        }

        /// <summary>Sets <see cref="requires_grad"/> and hands the tensor itself back.</summary>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);
    }
}
