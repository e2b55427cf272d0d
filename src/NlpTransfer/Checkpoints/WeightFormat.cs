namespace NlpTransfer.Checkpoints;

/// <summary>How a weight file keeps its tensors.</summary>
public enum WeightFormat
{
    /// <summary>A JSON header, then the numbers.</summary>
    Safetensors,

    /// <summary>What <c>torch.save</c> writes since PyTorch 1.6: an archive with a pickle in it.</summary>
    TorchZip,

    /// <summary>What <c>torch.save</c> wrote before: pickles, then the numbers.</summary>
    TorchLegacy,

    /// <summary>An index in JSON beside several files.</summary>
    Sharded,
}
