using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>Writes a tensor to a file in TorchSharp's own format.</summary>
    public static void Save(this Tensor tensor, string location)
    {
        using FileStream stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Writes a tensor in TorchSharp's own format and closes the stream.</summary>
    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    /// <summary>Writes a tensor in TorchSharp's own format: dtype, rank and sizes as LEB128, then the elements.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer) => TensorFormat.Write(writer, tensor);

    /// <summary>Reads a tensor's elements in place; dtype and shape must be the same.</summary>
    /// <exception cref="ArgumentException">The dtype or the shape differs.</exception>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using IDisposable noGrad = no_grad();
        TensorFormat.Read(reader, skip ? null : tensor, "a tensor");
    }

    /// <summary>Reads a tensor into an existing one, or into a new one where there is none.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (skip) TensorFormat.Read(reader, null, "a tensor");
        else if (tensor is null) tensor = TensorFormat.Read(reader);
        else tensor.Load(reader);
    }

    /// <summary>Reads a new tensor.</summary>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        Tensor? read = null;
        Load(ref read, reader, skip);
        return read!;
    }
}
