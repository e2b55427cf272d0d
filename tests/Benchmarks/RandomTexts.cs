using NlpTransfer.Backbones;
using NlpTransfer.Training;
using static TorchSharp.torch;

/// <summary>Texts of one length with ids drawn from the encoder's vocabulary: what they say makes no difference to the time.</summary>
internal sealed class RandomTexts : ITrainingData
{
    private readonly int tokens;
    private readonly long[][] ids;

    public RandomTexts(int count, int tokens)
    {
        var random = new Random(1);
        this.tokens = tokens;
        ids = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, tokens).Select(_ => (long)random.Next(1_000, 30_000)).ToArray())];
        Lengths = [.. ids.Select(t => t.Length)];
        Labels = [.. ids.Select((_, i) => i % 2)];
        LabelSets = [.. Labels.Select(l => new[] { l })];
    }

    /// <summary>Called when a batch is asked for, before any work on it.</summary>
    public Action Asked { get; init; } = () => { };

    public int Count => ids.Length;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels { get; }

    public IReadOnlyList<IReadOnlyList<int>> LabelSets { get; }

    public int Truncated => 0;

    public Activations Collate(IReadOnlyList<int> indices, Device device)
    {
        Asked();
        return new(tensor(indices.SelectMany(i => ids[i]).ToArray(), [indices.Count, tokens], device: device), ones([indices.Count, tokens], dtype: ScalarType.Bool, device: device));
    }

    public string Source(int index) => $"text {index + 1}";
}
