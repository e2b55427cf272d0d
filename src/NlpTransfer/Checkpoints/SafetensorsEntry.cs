using TorchSharp;

namespace NlpTransfer.Checkpoints;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="DataType">Type of its numbers.</param>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="Offset">Of its first byte, from the beginning of the file.</param>
/// <param name="Bytes">How many it takes.</param>
public sealed record SafetensorsEntry(string Name, torch.ScalarType DataType, IReadOnlyList<long> Shape, long Offset, long Bytes)
    : WeightEntry(Name, DataType, Shape, Bytes);
