namespace NlpTransfer.Training;

/// <summary>Finds the place for features: an earlier run's file, memory, a new file, or none, so that they are computed anew.</summary>
/// <param name="name">Of the data.</param>
/// <param name="isShareable">Whether the key stands for the data in later runs too.</param>
internal sealed class FeaturePlacement(string name, FeatureBuilder builder, FeatureCacheOptions options, string key, bool isShareable, TimeProvider time)
{
    private readonly FeatureFolder folder = new(options.FolderPath, options.FolderLimit, time);
    private readonly string fileName = isShareable ? key : Guid.NewGuid().ToString("N");

    /// <summary>What people should know of how the place was found; null when all went as it should.</summary>
    public string? Remark { get; private set; }

    private string FilePath => folder.PathOf(fileName);

    private FeatureLayout Layout => builder.Layout;

    /// <returns>The blocks; null where there is no place that is worth while.</returns>
    public IFeatureBlocks? Find(FeatureRequest request, long memory)
    {
        if (isShareable && File.Exists(FilePath) && Earlier() is { } earlier) return earlier;
        if (Layout.TotalBytes <= memory) return new MemoryBlocks([.. Built(request)]);
        var refusal = folder.Refuse(Layout.TotalBytes) ?? Write(request);
        if (refusal is null) return Mapped(FeatureStorage.File);
        Remark = TooLarge(memory, refusal);
        return options.Mode == FeatureCacheMode.Always ? new RecomputedBlocks(builder, memory) : null;
    }

    // Where the first block comes out otherwise, so would the others: another processor, or a module that computes in another way.
    private MappedBlocks? Earlier()
    {
        MappedBlocks? blocks = null;
        try
        {
            blocks = Mapped(FeatureStorage.EarlierFile);
            if (!blocks.Read(0).SequenceEqual(builder.Block(0))) throw new InvalidDataException("this machine computes other bits");
            folder.Touch(FilePath);
            return blocks;
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            blocks?.Dispose();
            Remark = $"The file of an earlier run, {FilePath}, was not used: {unusable.Message}.";
            return null;
        }
    }

    private MappedBlocks Mapped(FeatureStorage storage) => new(FilePath, FeatureFile.Open(FilePath, key, Layout.TotalBytes), Layout, storage, !isShareable);

    private string? Write(FeatureRequest request)
    {
        try
        {
            FeatureFile.Write(FilePath, key, Built(request));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    private IEnumerable<byte[]> Built(FeatureRequest request)
    {
        var (started, done) = (time.GetTimestamp(), 0);
        foreach (var (block, batch) in Layout.Batches.Index())
        {
            request.Cancellation.ThrowIfCancellationRequested();
            FaultPoint.Pass(FaultPoint.Features);
            yield return builder.Block(block);
            done += batch.Length;
            var progress = new FeatureProgress(name, done, Layout.Count, time.GetElapsedTime(started));
            request.Tell(c => c.OnFeatures(progress));
        }
    }

    private string TooLarge(long memory, string refusal) =>
        FormattableString.Invariant($"The features take {Layout.TotalBytes / 1e6:N1} MB, memory for it is {memory / 1e6:N1} MB, and no file can be written: {refusal}.");
}
