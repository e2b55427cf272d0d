using NlpTransfer.Checkpoints;

namespace NlpTransfer.Cli.Verbs.Inspect;

/// <summary>What a weight file holds.</summary>
internal sealed record WeightSummary(string Path, string Kind, IReadOnlyList<WeightSummary.Entry> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>One tensor.</summary>
    internal sealed record Entry(string Name, string Type, IReadOnlyList<long> Shape, long Bytes);

    /// <summary>Numbers in all tensors together.</summary>
    public long Parameters => Tensors.Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>Reads the head of the file; the numbers stay where they are.</summary>
    public static WeightSummary Read(string path)
    {
        using var file = WeightFile.Open(path);
        return new WeightSummary(path, WeightFormats.NameOf(file.Format), [.. file.Entries.Select(entry => new Entry(entry.Name, entry.DataType.ToString(), entry.Shape, entry.Bytes))], file.Metadata);
    }
}
