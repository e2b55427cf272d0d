using NlpTransfer.Backbones;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

/// <summary>Sequences of ids; an example is of class 1 when it holds an id from 10 on.</summary>
internal sealed class ToyData : ITrainingData
{
    private readonly int[][] texts;

    public ToyData(int count, int seed, int shortest = 2)
    {
        var random = new Random(seed);
        texts = [.. Enumerable.Range(0, count).Select(i => Text(random, isPositive: i % 2 == 1, shortest))];
        Labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        Lengths = [.. texts.Select(t => t.Length)];
    }

    public int Count => texts.Length;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels { get; init; }

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => NlpTransfer.Training.LabelSets.OfSingle(Labels);

    public int Truncated => 7;

    public string? Fingerprint { get; init; }

    public bool IsRepeatable { get; init; } = true;

    public SoftTargets? SoftTargets { get; init; }

    public Activations Collate(IReadOnlyList<int> indices, Device device)
    {
        var width = indices.Max(i => texts[i].Length);
        var ids = new long[indices.Count * width];
        var mask = new bool[ids.Length];
        for (var row = 0; row < indices.Count; row++)
            for (var j = 0; j < texts[indices[row]].Length; j++)
            {
                ids[(row * width) + j] = texts[indices[row]][j];
                mask[(row * width) + j] = true;
            }
        return new(tensor(ids, [indices.Count, width]), tensor(mask, [indices.Count, width]));
    }

    public string Source(int index) => $"toy, row {index + 1}";

    private static int[] Text(Random random, bool isPositive, int shortest)
    {
        var text = Enumerable.Range(0, random.Next(shortest, 12)).Select(_ => random.Next(2, 10)).ToArray();
        if (isPositive && text.Length > 0) text[random.Next(text.Length)] = random.Next(10, 13);
        return text;
    }
}
