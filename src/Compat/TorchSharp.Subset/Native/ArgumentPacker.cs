using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Lays managed arguments out for the shim; lists and texts go into scratch memory that the caller owns.</summary>
internal static unsafe class ArgumentPacker
{
    /// <summary>How many 8-byte words of scratch the lists and texts need.</summary>
    internal static int ScratchWords(ReadOnlySpan<Value> arguments)
    {
        int words = 0;
        foreach (ref readonly Value argument in arguments)
            if (argument.Reference is not null && argument.Tag > Tag.Bool) words += Words(argument);
        return words;
    }

    private static int Words(in Value argument) => argument.Reference switch
    {
        Array array => array.Length,
        string text => Encoding.UTF8.GetMaxByteCount(text.Length) / sizeof(long) + 1,
        _ => 0,
    };

    internal static void Pack(string operation, ReadOnlySpan<Value> arguments, NativeValue* values, long* scratch)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            ref readonly Value argument = ref arguments[i];
            values[i].Tag = argument.Tag;
            values[i].Count = 0;
            values[i].Integer = argument.Bits;
            if (argument.Reference is Tensor tensor) values[i].Pointer = Usable(operation, tensor, arguments);
            else if (argument.Reference is not null) PackReference(operation, argument, arguments, ref values[i], ref scratch);
        }
    }

    private static void PackReference(string operation, in Value argument, ReadOnlySpan<Value> all, ref NativeValue value, ref long* scratch)
    {
        if (argument.Reference is Generator generator)
        {
            value.Pointer = generator.Handle;
            return;
        }
        value.Pointer = (IntPtr)scratch;
        value.Count = CopyList(operation, argument.Reference!, argument.Tag == Tag.OptionalTensorList, all, scratch);
        scratch += Words(argument);
    }

    private static int CopyList(string operation, object list, bool optional, ReadOnlySpan<Value> all, long* scratch)
    {
        switch (list)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(scratch, integers.Length));
                return integers.Length;
            case double[] doubles:
                doubles.CopyTo(new Span<double>(scratch, doubles.Length));
                return doubles.Length;
            case bool[] bools:
                for (int i = 0; i < bools.Length; i++) ((byte*)scratch)[i] = bools[i] ? (byte)1 : (byte)0;
                return bools.Length;
            case Tensor?[] tensors:
                for (int i = 0; i < tensors.Length; i++) scratch[i] = tensors[i] is { } t ? Usable(operation, t, all) : Absent(operation, optional, all);
                return tensors.Length;
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, Encoding.UTF8.GetMaxByteCount(text.Length)));
            default:
                throw new ArgumentException($"{operation}: an argument of type {list.GetType()} cannot be passed.");
        }
    }

    // libtorch takes an undefined tensor in a list for an empty one and joins the rest without a word.
    private static IntPtr Absent(string operation, bool optional, ReadOnlySpan<Value> all) =>
        optional ? IntPtr.Zero : throw new ArgumentException($"{operation}{Describe(all)}: a list of tensors holds a null.");

    private static IntPtr Usable(string operation, Tensor tensor, ReadOnlySpan<Value> all) =>
        tensor.handle is var handle && handle != IntPtr.Zero
            ? handle
            : throw new InvalidOperationException($"{operation}{Describe(all)}: Tensor invalid -- empty handle. It was disposed, or moved into a Parameter.");

    /// <summary>The arguments as "(Float32[2, 3], Int64[4], 1)" for error messages.</summary>
    internal static string Describe(ReadOnlySpan<Value> arguments)
    {
        var text = new StringBuilder("(");
        foreach (ref readonly Value argument in arguments)
            text.Append(text.Length > 1 ? ", " : "").Append(Describe(argument));
        return text.Append(')').ToString();
    }

    private static string Describe(in Value argument) => argument.Tag switch
    {
        Tag.None => "none",
        Tag.Tensor => Describe((Tensor)argument.Reference!),
        Tag.TensorList or Tag.OptionalTensorList => "[" + string.Join(", ", ((Tensor?[])argument.Reference!).Select(Describe)) + "]",
        Tag.Double => BitConverter.Int64BitsToDouble(argument.Bits).ToString(System.Globalization.CultureInfo.InvariantCulture),
        Tag.Bool => argument.Bits != 0 ? "true" : "false",
        Tag.IntList => "[" + string.Join(", ", (long[])argument.Reference!) + "]",
        Tag.Int => argument.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => argument.Tag.ToString(),
    };

    private static string Describe(Tensor? tensor) =>
        tensor is null ? "none" : tensor.handle == IntPtr.Zero ? "disposed" : $"{tensor.dtype}[{string.Join(", ", tensor.shape)}]";
}
