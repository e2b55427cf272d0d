namespace NlpTransfer.Checkpoints;

/// <summary>What became of the tensors of a weight file, by the names that the file's family gives them.</summary>
/// <param name="Source">The file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Loaded">Tensors that are now in the model.</param>
/// <param name="New">Tensors of the model that the file lacks: drawn at random, to be trained.</param>
/// <param name="Unexpected">Tensors of the file that the model has no use for, such as another task's head.</param>
/// <param name="Dropped">Tensors of layers that were left out on purpose.</param>
/// <param name="Reshaped">Loaded tensors that lie differently in the file.</param>
public sealed record WeightReport(
    string Source, WeightFormat Format, IReadOnlyList<string> Loaded, IReadOnlyList<string> New, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Dropped, IReadOnlyList<string> Reshaped)
{
    private const int Shown = 5;

    /// <summary>One sentence each of what there is to say.</summary>
    public IEnumerable<string> Sentences()
    {
        yield return $"{Path.GetFileName(Source)}: {Loaded.Count} tensors loaded{(Reshaped.Count == 0 ? "" : $", {Reshaped.Count} of them transposed")}.";
        if (New.Count > 0) yield return $"{New.Count} tensors are not in it and start from random numbers, to be trained: {List(New)}.";
        if (Unexpected.Count > 0) yield return $"{Unexpected.Count} tensors in it are not used: {List(Unexpected)}.";
        if (Dropped.Count > 0) yield return $"{Dropped.Count} tensors of layers that are left out: {List(Dropped)}.";
    }

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", ..." : "");
}
