using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>A text data set in windows: as many rows as windows, whose logits are combined to one row a text.</summary>
internal sealed class WindowedTexts : ITrainingData
{
    private readonly TextDataset dataset;
    private readonly ITextPreprocessor preprocessor;
    private readonly (EncodedText Window, int Text)[] windows;

    public WindowedTexts(TextDataset dataset, ITextPreprocessor preprocessor, int? stride, CancellationToken cancellation)
    {
        (this.dataset, this.preprocessor) = (dataset, preprocessor);
        var texts = dataset.AsParallel().AsOrdered().WithCancellation(cancellation).Select(e => preprocessor.Windows(e, stride)).ToArray();
        windows = [.. texts.SelectMany((t, i) => t.Select(w => (w, i)))];
        Lengths = [.. windows.Select(w => w.Window.Ids.Length)];
        Truncated = texts.Count(t => t.Any(w => w.IsTruncated));
    }

    public int Count => windows.Length;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels => [.. windows.Select(w => dataset.LabelIndices[w.Text])];

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => [.. windows.Select(w => dataset.LabelSets[w.Text])];

    public int Truncated { get; }

    public Activations Collate(IReadOnlyList<int> indices, Device device) => preprocessor.Collate([.. indices.Select(i => windows[i].Window)], device);

    public string Source(int index) => dataset[windows[index].Text].Source.ToString();

    /// <summary>Logits <c>(windows, classes)</c> to <c>(texts, classes)</c>.</summary>
    public float[] Combine(float[] logits, int classes, LongTexts how)
    {
        var (combined, counts) = (new float[dataset.Count * classes], new int[dataset.Count]);
        if (how == LongTexts.Max) Array.Fill(combined, float.NegativeInfinity);
        for (var row = 0; row < windows.Length; row++)
        {
            counts[windows[row].Text]++;
            var from = logits.AsSpan(row * classes, classes);
            var to = combined.AsSpan(windows[row].Text * classes, classes);
            for (var i = 0; i < classes; i++) to[i] = how == LongTexts.Max ? Math.Max(to[i], from[i]) : to[i] + from[i];
        }
        if (how == LongTexts.Mean)
            for (var i = 0; i < combined.Length; i++) combined[i] /= counts[i / classes];
        return combined;
    }
}
