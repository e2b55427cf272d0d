using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op LocalScalarOp = new("_local_scalar_dense");

        /// <summary>The elements in place; <typeparamref name="T"/> must be the dtype's own type.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            ValidateType(typeof(T), "data");
            return new TensorAccessor<T>(this);
        }

        /// <summary>The only element; <typeparamref name="T"/> must be the dtype's own type (<c>ToSingle()</c> and its like convert).</summary>
        public unsafe T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item: needs a tensor of one element, has shape [{string.Join(", ", shape)}].");
            ValidateType(typeof(T), "item");
            if (device_type == DeviceType.CPU) return *(T*)DataPointer();
            using Tensor local = Ops.ToOptions.Call(this, Value.None, Value.None, CPU);
            return *(T*)local.DataPointer();
        }

        /// <summary>The only element with its dtype.</summary>
        public Scalar ToScalar()
        {
            if (numel() != 1) throw new ArgumentException($"ToScalar: needs a tensor of one element, has shape [{string.Join(", ", shape)}].");
            return dtype switch
            {
                ScalarType.Byte => item<byte>(),
                ScalarType.Int8 => item<sbyte>(),
                ScalarType.Int16 => item<short>(),
                ScalarType.Int32 => item<int>(),
                ScalarType.Int64 => item<long>(),
                ScalarType.Bool => item<bool>(),
                ScalarType.Float16 => item<Half>(),
                ScalarType.Float32 => item<float>(),
                ScalarType.BFloat16 => Scalar.OfBFloat16(LocalFloat()),
                ScalarType.ComplexFloat32 => item<(float, float)>(),
                ScalarType.ComplexFloat64 => item<Complex>(),
                _ => item<double>(),
            };
        }

        /// <summary>The raw memory of a contiguous tensor on the CPU, little-endian.</summary>
        public Span<byte> bytes
        {
            get => ContiguousBytes("bytes");
            set
            {
                Span<byte> target = ContiguousBytes("bytes");
                if (value.Length != target.Length) throw new ArgumentException($"bytes: {value.Length} bytes do not fill a tensor of {target.Length} bytes.");
                value.CopyTo(target);
            }
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024) => stream.Write(ContiguousBytes("WriteBytesToStream"));

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024) => stream.ReadExactly(ContiguousBytes("ReadBytesFromStream"));

        // The element at a position in memory order of a contiguous tensor on the CPU.
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public float ReadCpuFloat16(long i) => (float)Element<Half>(i);

        public float ReadCpuBFloat16(long i) => BitConverter.Int32BitsToSingle(Element<ushort>(i) << 16);

        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            ValidateType(typeof(T), "ReadCpuValue");
            return Element<T>(i);
        }

        private unsafe T Element<T>(long i) where T : unmanaged
        {
            Span<byte> memory = ContiguousBytes("ReadCpuValue");
            ArgumentOutOfRangeException.ThrowIfNegative(i);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(i, memory.Length / sizeof(T));
            return MemoryMarshal.Cast<byte, T>(memory)[(int)i];
        }

        // ATen reads one element of any dtype into a number, bfloat16 included, which .NET has no type for.
        private float LocalFloat() => (float)LocalScalarOp.CallDouble(this);

        private void ValidateType(Type type, string operation)
        {
            ScalarType found = dtype;
            if (type == typeof(ushort) && found == ScalarType.BFloat16) return;
            if (TypeOf(type) != found)
                throw new ArgumentException($"{operation}: cannot read a tensor of {found} as {type.Name}; ask for the dtype's own type or convert the tensor first.");
        }
    }
}
