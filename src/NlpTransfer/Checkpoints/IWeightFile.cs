using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>Named tensors on disk, whatever the format. Opening reads names and shapes only; nothing in a file is executed.</summary>
public interface IWeightFile : IDisposable
{
    WeightFormat Format { get; }

    /// <summary>The tensors, in the file's order.</summary>
    IReadOnlyList<WeightEntry> Entries { get; }

    /// <summary>What the file says beside its tensors; empty where it says nothing.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Copies one tensor out, contiguous, with the type and shape it has in the file; the caller owns it.</summary>
    /// <exception cref="KeyNotFoundException">The file has no tensor of that name.</exception>
    Tensor Read(string name);
}
