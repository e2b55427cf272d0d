using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>A module with buffers that no training changes: they belong to its state, and need not be copied, averaged or kept again with it.</summary>
internal interface IHoldsConstants
{
    IEnumerable<Tensor> Constants { get; }
}
