namespace NlpTransfer.Training;

/// <summary>By what a checkpoint knows the features that its training read, so that one that goes on can say whether they are the same.</summary>
/// <param name="Data"><c>training</c> or <c>validation</c>.</param>
/// <param name="Groups">How many layer groups from the bottom were frozen.</param>
/// <param name="Key">What they are known by; null where the frozen groups ran in every step.</param>
/// <param name="FirstBlock">Checksum of the first batch's features, in which another processor shows; null likewise.</param>
/// <param name="Precision">What they were stored as.</param>
/// <param name="Threads">libtorch's, when they were built.</param>
internal sealed record FeatureTrace(string Data, int Groups, string? Key, string? FirstBlock, FeaturePrecision Precision, int Threads)
{
    /// <summary>Why what is read now differs from what a checkpoint's training read; null where it does not.</summary>
    public string? DifferenceFrom(FeatureTrace before) =>
        this == before ? null :
        Key is null ? "are not kept now, they were before" :
        before.Key is null ? "are kept now, they were not before" :
        Threads != before.Threads ? $"were computed with {before.Threads} threads, now with {Threads}" :
        Precision != before.Precision ? $"were stored as {before.Precision}, now as {Precision}" :
        Key != before.Key ? "came from other data, weights, device or libtorch" :
        "come out otherwise on this machine";
}
