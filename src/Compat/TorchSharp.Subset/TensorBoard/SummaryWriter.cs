using TorchSharp.TensorBoard;
using TorchSharp.Utils.tensorboard.Enums;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Writes scalars, texts and histograms for TensorBoard.</summary>
public class SummaryWriter
{
    private readonly EventFile file;
    private readonly Dictionary<string, EventFile> seriesFiles = [];

    internal SummaryWriter(string logDir, string? suffix)
    {
        LogDir = logDir;
        file = new EventFile(logDir, suffix);
    }

    public string LogDir { get; }

    /// <param name="tag">The curve's name; "a/b" groups curves under a.</param>
    /// <param name="scalar_value">The value.</param>
    /// <param name="global_step">Position on the horizontal axis.</param>
    /// <param name="walltime">Seconds since 1970; now unless given.</param>
    public void add_scalar(string tag, float scalar_value, int global_step, long? walltime = null) =>
        file.Add(Summaries.Scalar(tag, scalar_value), global_step, walltime);

    /// <summary>Several curves in one chart; each series has a folder of its own below the log folder.</summary>
    public void add_scalars(string main_tag, IDictionary<string, float> tag_scalar_dict, int global_step, long? walltime = null)
    {
        foreach ((string series, float value) in tag_scalar_dict)
            SeriesFile(main_tag, series).Add(Summaries.Scalar(main_tag, value), global_step, walltime);
    }

    public void add_scalars(string main_tag, IList<(string, float)> tag_scalar_dict, int global_step, long? walltime = null) =>
        add_scalars(main_tag, tag_scalar_dict.ToDictionary(p => p.Item1, p => p.Item2), global_step, walltime);

    public void add_text(string tag, string text_string, int global_step, long? walltime = null) =>
        file.Add(Summaries.Text(tag, text_string), global_step, walltime);

    /// <summary>The distribution of a tensor's values; only TensorFlow's exponential bins are carried.</summary>
    public void add_histogram(string tag, Tensor values, int global_step, HistogramBinSelector bins = HistogramBinSelector.Tensorflow, long? walltime = null, long? max_bins = null)
    {
        if (bins != HistogramBinSelector.Tensorflow) throw new ArgumentException($"add_histogram: bins must be Tensorflow, was {bins}.", nameof(bins));
        if (max_bins is not null) throw new ArgumentException("add_histogram: max_bins does not apply to the bins of TensorFlow.", nameof(max_bins));
        file.Add(Summaries.Histogram(tag, Numbers(values)), global_step, walltime);
    }

    private static double[] Numbers(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return values.detach().cpu().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private EventFile SeriesFile(string mainTag, string series)
    {
        string key = $"{mainTag.Replace('/', '_')}_{series}";
        if (!seriesFiles.TryGetValue(key, out EventFile? found)) seriesFiles[key] = found = new EventFile(Path.Combine(LogDir, key), null);
        return found;
    }
}
