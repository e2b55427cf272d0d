using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>A copy of everything that a training needs to go on, in memory of its own: it may be written while training moves on.</summary>
internal sealed class TrainingSnapshot(CheckpointState state, bool isBest) : IDisposable
{
    public const string Weights = "weights.safetensors", Optimizer = "optimizer.safetensors", Best = "best.safetensors", Average = "average.safetensors";

    private readonly Dictionary<string, Dictionary<string, Tensor>> files = [];

    public CheckpointState State => state;

    /// <summary>Whether it follows the best evaluation so far.</summary>
    public bool IsBest => isBest;

    public IReadOnlyDictionary<string, Dictionary<string, Tensor>> Files => files;

    /// <summary>Copies tensors, of any device, for one file.</summary>
    public void Add(string file, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        var copies = tensors.ToDictionary(t => t.Name, t => Copy(t.Value), StringComparer.Ordinal);
        if (copies.Count > 0) files.Add(file, copies);
    }

    public void Dispose()
    {
        foreach (var tensor in files.Values.SelectMany(f => f.Values)) tensor.Dispose();
    }

    private static Tensor Copy(Tensor live)
    {
        using var scope = NewDisposeScope();
        var source = live.detach();
        return (source.is_cpu() ? source.clone() : source.cpu()).contiguous().DetachFromDisposeScope();
    }
}
