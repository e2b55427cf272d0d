using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Runs one block of an encoder.</summary>
/// <param name="block">Its index.</param>
/// <param name="states"><c>(T, H)</c>.</param>
/// <param name="wanted">The rows <c>(B)</c> int64 whose states alone are wanted, one a text; null for all.</param>
/// <returns><c>(T, H)</c>, or <c>(B, H)</c> of the wanted rows.</returns>
internal delegate Tensor BlockRun(int block, Tensor states, Tensor? wanted);
