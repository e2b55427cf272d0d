using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>A copy of everything that a training needs to go on, in memory of its own: it may be written while training moves on.</summary>
/// <param name="buffers">Where its memory comes from, and goes to in the end.</param>
internal sealed class TrainingSnapshot(CheckpointState state, bool isBest, SnapshotBuffers buffers) : IDisposable
{
    public const string Weights = "weights.safetensors", Optimizer = "optimizer.safetensors", Best = "best.safetensors", Average = "average.safetensors";

    private readonly Dictionary<string, Dictionary<string, Tensor>> files = [];

    public CheckpointState State => state;

    /// <summary>Whether it follows the best evaluation so far.</summary>
    public bool IsBest => isBest;

    public IReadOnlyDictionary<string, Dictionary<string, Tensor>> Files => files;

    /// <summary>Copies tensors, of any device, for one file each.</summary>
    public void Add(IEnumerable<(string File, IEnumerable<(string Name, Tensor Value)> Tensors)> all)
    {
        var pairs = new List<(Tensor From, Tensor To)>();
        foreach (var (file, tensors) in all)
        {
            var copies = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            foreach (var (name, live) in tensors)
            {
                copies.Add(name, buffers.Take(file, name, live));
                pairs.Add((live, copies[name]));
            }
            if (copies.Count > 0) files.Add(file, copies);
        }
        TensorCopies.Copy(pairs);
    }

    public void Dispose()
    {
        foreach (var (file, tensors) in files)
            foreach (var (name, tensor) in tensors) buffers.Return(file, name, tensor);
    }
}
