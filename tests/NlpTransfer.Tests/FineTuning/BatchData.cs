using NlpTransfer.Backbones;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

/// <summary>The rows of one batch as training data: whatever a backbone takes, labelled 0 and 1 in turn.</summary>
internal sealed class BatchData(Activations batch) : ITrainingData
{
    public int Count => (int)batch.Values.shape[0];

    public IReadOnlyList<int> Lengths => [.. Enumerable.Range(0, Count).Select(i => batch.Mask is { } mask ? (int)mask[i].sum().ToInt64() : 1)];

    public IReadOnlyList<int> Labels => [.. Enumerable.Range(0, Count).Select(i => i % 2)];

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => NlpTransfer.Training.LabelSets.OfSingle(Labels);

    public int Truncated => 0;

    public Activations Collate(IReadOnlyList<int> indices, Device device)
    {
        using var rows = tensor(indices.Select(i => (long)i).ToArray());
        return new(batch.Values.index_select(0, rows), batch.Mask?.index_select(0, rows));
    }

    public string Source(int index) => $"row {index + 1}";
}
