using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>One task's examples within the data of all, which may have become features.</summary>
/// <param name="whole">All tasks' examples.</param>
/// <param name="task">The task's own: its labels.</param>
/// <param name="start">The place of its first example.</param>
internal sealed class TaskSlice(ITrainingData whole, ITrainingData task, int start) : ITrainingData
{
    public int Count => task.Count;

    public IReadOnlyList<int> Lengths => task.Lengths;

    public IReadOnlyList<int> Labels => task.Labels;

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => task.LabelSets;

    public int Truncated => task.Truncated;

    public int FirstGroup => whole.FirstGroup;

    public Activations Collate(IReadOnlyList<int> indices, Device device) => whole.Collate([.. indices.Select(i => start + i)], device);

    public string Source(int index) => task.Source(index);
}
