using NlpTransfer.Embeddings;
using TorchSharp;

namespace NlpTransfer.Training;

/// <summary>One data set of a run, and its features while a prefix is frozen.</summary>
internal sealed class CachedFeatures(string name, ITrainingData source, FeatureCacheOptions options, TimeProvider time)
{
    private const double WorthwhilePasses = 2;

    private readonly List<FeatureReport> reports = [];
    private FeatureData? features;
    private string weights = "";

    /// <summary>What the loop reads: the features where there are any, else the data itself.</summary>
    public ITrainingData Current => (ITrainingData?)features ?? source;

    public long MemoryInUse => features?.Storage == FeatureStorage.Memory ? reports[^1].Bytes : 0;

    public IReadOnlyList<FeatureReport> Reports => features is null ? reports : [.. reports[..^1], reports[^1] with { Hits = features.Hits }];

    /// <summary>What is read now, as a checkpoint knows it; null where no group is frozen.</summary>
    public FeatureTrace? Trace { get; private set; }

    public bool Holds(int groups, string hash) => features?.FirstGroup == groups && weights == hash;

    public void Drop()
    {
        Trace = null;
        if (features is null) return;
        reports[^1] = Reports[^1];
        features.Dispose();
        features = null;
    }

    /// <summary>Builds what the request asks for where that is worth while and there is room, and reports what became of it.</summary>
    /// <param name="memory">Bytes that may be used.</param>
    public void Fill(FeatureRequest request, long memory)
    {
        var started = time.GetTimestamp();
        var report = new FeatureReport(request.Phase, name, request.Prefix.Groups, FeatureStorage.None) { Examples = source.Count, Views = source.Views, Reason = Refusal(request), Precision = options.Precision, Threads = torch.get_num_threads() };
        if (report.Reason is null) report = Build(request, report, memory);
        report = report with { Duration = features is null ? TimeSpan.Zero : time.GetElapsedTime(started) };
        if (request.Before.FirstOrDefault(t => t.Data == name && t.Groups == report.Groups) is { } before && report.Trace.DifferenceFrom(before) is { } difference)
            report = report with { Remark = $"{report.Remark} The training goes on, but not to the same bits as before it was stopped: the features of the {name} data {difference}.".TrimStart() };
        reports.Add(report);
        Trace = report.Trace;
        request.Tell(c => c.OnFeatures(report));
    }

    private string? Refusal(FeatureRequest request) =>
        options.Mode == FeatureCacheMode.Off ? "the cache is off" :
        source.Views == 0 ? "the data differs from epoch to epoch" :
        options.Mode == FeatureCacheMode.Auto && request.Passes < WorthwhilePasses * source.Views ? $"they run over the data less than {(source.Views == 1 ? "twice" : $"twice for each of {source.Views} views")}" : null;

    private FeatureReport Build(FeatureRequest request, FeatureReport report, long memory)
    {
        try
        {
            FeatureBuilder? made = null;
            var first = SharedWork.Of(FirstBlock.Key(source, request.Prefix, request.Weights, options.Precision), () => (made = new FeatureBuilder(request.Prefix, source, options.Precision)).First);
            var builder = made ?? new FeatureBuilder(request.Prefix, source, options.Precision, first);
            var key = FeatureKey.Of(source, request.Prefix, request.Weights, options.Precision, builder.Layout);
            report = report with { Bytes = builder.Layout.TotalBytes, Key = key, FirstBlock = $"{Checksum64.Of(builder.Block(0)):x16}" };
            if (options.Mode == FeatureCacheMode.Auto && request.Prefix.IsLookup && builder.Shape.IsSequence)
                return report with { Reason = "looking rows up is as fast as reading them back" };
            var placement = new FeaturePlacement(name, builder, options, key, source.Fingerprint is not null, time);
            var blocks = placement.Find(request, memory);
            if (blocks is null) return report with { Reason = "there is no room for their output", Remark = placement.Remark };
            features = new FeatureData(source, request.Prefix.Groups, builder, blocks);
            weights = request.Weights;
            return report with { Storage = blocks.Storage, Remark = placement.Remark };
        }
        catch (NotSupportedException unfit)
        {
            return report with { Reason = unfit.Message };
        }
    }
}
