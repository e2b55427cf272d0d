using System.Security.Cryptography;
using System.Text;
using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>The texts of several tasks, tokenized by the preprocessor that they share.</summary>
internal sealed class TaskTexts : ITaskData
{
    private readonly EncodedTexts[] tasks;
    private readonly ITextPreprocessor preprocessor;
    private readonly double temperature;
    private readonly int[] starts;

    /// <param name="tasks">By the task's number.</param>
    /// <param name="temperature">Of the draw of batches.</param>
    public TaskTexts(IReadOnlyList<EncodedTexts> tasks, ITextPreprocessor preprocessor, double temperature)
    {
        (this.tasks, this.preprocessor, this.temperature) = ([.. tasks], preprocessor, temperature);
        Lengths = [.. tasks.SelectMany(t => t.Lengths)];
        Labels = [.. tasks.SelectMany(t => t.Labels)];
        LabelSets = [.. tasks.SelectMany(t => t.LabelSets)];
        starts = TaskBatches.Starts([.. tasks.Select(t => t.Lengths)]);
    }

    public IReadOnlyList<ITrainingData> Tasks => tasks;

    public int Count => Lengths.Count;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels { get; }

    public IReadOnlyList<IReadOnlyList<int>> LabelSets { get; }

    public int Truncated => tasks.Sum(t => t.Truncated);

    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', tasks.Select(t => t.Fingerprint)))));

    public int[][] Plan(BatchOptions options, long seed, int epoch) => TaskBatches.Plan([.. tasks.Select(t => t.Lengths)], temperature, options, seed, epoch);

    // Of any tasks: features are computed in batches by length alone.
    public Activations Collate(IReadOnlyList<int> indices, Device device) => preprocessor.Collate([.. indices.Select(i => Own(i, (t, own) => tasks[t][own]))], device);

    public string Source(int index) => Own(index, (t, own) => tasks[t].Source(own));

    private T Own<T>(int index, Func<int, int, T> of)
    {
        var task = Array.FindLastIndex(starts, s => s <= index);
        return of(task, index - starts[task]);
    }
}
