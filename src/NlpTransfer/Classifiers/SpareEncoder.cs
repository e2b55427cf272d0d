using System.Globalization;
using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>
/// The encoder of the training before, as it was loaded, for the next one that wants the same: while work is shared, one is kept whose weights
/// nothing has trained. It spares making, drawing and reading them, and hashing them once more.
/// </summary>
/// <param name="Key">Names everything that decides what it is.</param>
/// <param name="Backbone">The encoder.</param>
/// <param name="Report">What became of its file's weights.</param>
internal sealed record SpareEncoder(string Key, EncoderBackbone Backbone, WeightReport Report)
{
    private static readonly Lock Gate = new();
    private static SpareEncoder? spare;

    /// <summary>Everything that decides what is loaded; null where nothing is kept.</summary>
    /// <param name="source">The weights' file as it is now: another length or time is another file.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="section">Pooling and taps.</param>
    public static string? KeyOf(PretrainedFolder source, EncoderConfig config, EncoderSection section)
    {
        if (!SharedWork.IsOn || source.Adapter is not null) return null;
        var file = new FileInfo(WeightFile.PathIn(source.Weights));
        return string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}\n{config.ModelType}\n{JsonSerializer.Serialize<object>(config)}\n{section.Pooling}\n{string.Join(',', section.Taps ?? [])}");
    }

    /// <summary>The kept encoder, which is the caller's from now on; null where another one was kept, which goes, or none.</summary>
    public static SpareEncoder? Take(string? key)
    {
        SpareEncoder? found;
        lock (Gate) (found, spare) = (spare, null);
        if (found is null || found.Key == key) return found;
        found.Backbone.Dispose();
        return null;
    }

    /// <summary>Keeps one that nobody uses any more, if it is as it was loaded.</summary>
    /// <returns>Whether it is kept; else it is still the caller's.</returns>
    public static bool Keep(string? key, EncoderBackbone backbone, WeightReport? report)
    {
        if (key is null || report is null || !SharedWork.IsOn || !IsAsLoaded(backbone)) return false;
        lock (Gate)
        {
            if (spare is not null) return false;
            spare = new(key, backbone, report);
            return true;
        }
    }

    // What is new in it (a pooling with weights, a pooler that the file lacks) was drawn by the seed.
    private static bool IsAsLoaded(EncoderBackbone backbone) =>
        backbone is { Adapter: null, Precision: InferencePrecision.Float32 } && backbone.LayerGroups.All(g => g.IsPretrained && !g.History.HasTrained) && backbone.parameters().All(p => p.is_cpu());
}
