using TorchSharp.Native;

namespace TorchSharp;

// Other element types, other devices, copies and references.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same values as another dtype. The result is always a new object, over the same memory when nothing changes and <paramref name="copy"/> is false.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Replacing(ConversionOps.ToDtype.Call(this, type, non_blocking, copy), disposeAfter);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to_type(type, copy, disposeAfter, non_blocking);
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Replacing(ConversionOps.ToDtypeLayout.Call(this, Value.None, Value.None, device, Value.None, non_blocking, copy), disposeAfter);
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Replacing(ConversionOps.ToDtypeLayout.Call(this, type, Value.None, device, Value.None, non_blocking, copy), disposeAfter);
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>As the other tensor's dtype, on its device.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => ConversionOps.ToOther.Call(this, other, non_blocking);

        public Tensor type(ScalarType dtype) => to_type(dtype);
        public Tensor type(Func<Tensor,Tensor> typeFunc) => typeFunc(this);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor cfloat() => to_type(ScalarType.ComplexFloat32);

        public Tensor cdouble() => to_type(ScalarType.ComplexFloat64);

        public Tensor cpu() => to(CPU);

        /// <exception cref="ArgumentException">The device is not an NVIDIA one.</exception>
        public Tensor cuda(Device? device = null, bool non_blocking = false)
        {
            if (device is not null && device.type != DeviceType.CUDA) throw new ArgumentException($"cuda: a CUDA device was expected, found {device}.", nameof(device));
            return to(device ?? CUDA, non_blocking: non_blocking);
        }

        public Tensor mps(bool non_blocking = false) => to(MPS, non_blocking: non_blocking);

        public Tensor clone() => ConversionOps.Clone.Call(this);

        public Tensor contiguous() => ConversionOps.Contiguous.Call(this);

        public Tensor detach() => ConversionOps.Detach.Call(this);
        public Tensor detach_() => ConversionOps.DetachInPlace.InPlace(this);

        public Tensor to_dense() => ConversionOps.ToDense.Call(this);

        /// <summary>A second reference to the same native tensor, disposed on its own.</summary>
        public Tensor alias()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_share(Handle, out IntPtr shared), "alias");
            GC.KeepAlive(this);
            return new Tensor(shared);
        }

        public Tensor pin_memory() => ConversionOps.PinMemory.Call(this);

        private static class ConversionOps
        {
            internal static readonly Op ToDtype = new("to.dtype");
            internal static readonly Op ToDtypeLayout = new("to.dtype_layout");
            internal static readonly Op ToOther = new("to.other");
            internal static readonly Op Clone = new("clone");
            internal static readonly Op Contiguous = new("contiguous");
            internal static readonly Op Detach = new("detach");
            internal static readonly Op DetachInPlace = new("detach_");
            internal static readonly Op ToDense = new("to_dense");
            internal static readonly Op PinMemory = new("pin_memory");
        }
    }
}
