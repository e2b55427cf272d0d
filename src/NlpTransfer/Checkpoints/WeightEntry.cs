using TorchSharp;

namespace NlpTransfer.Checkpoints;

/// <summary>One tensor of a weight file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="DataType">Type of its numbers.</param>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="Bytes">How many its numbers take.</param>
public record WeightEntry(string Name, torch.ScalarType DataType, IReadOnlyList<long> Shape, long Bytes);
