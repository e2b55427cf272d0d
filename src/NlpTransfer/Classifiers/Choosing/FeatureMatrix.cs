using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Features of examples as rows of numbers.</summary>
/// <param name="Width">Numbers a row.</param>
/// <param name="Values">Row by row.</param>
internal sealed record FeatureMatrix(int Width, float[] Values)
{
    private static readonly BatchOptions Batches = new() { MaxExamples = 64, MaxTokens = 8_192, Shuffle = false };

    public int Count => Values.Length / Width;

    /// <summary>What a backbone gives, in the order of the data.</summary>
    public static FeatureMatrix Of(Backbone backbone, ITrainingData data, Device device, CancellationToken cancellation)
    {
        var (width, values) = ((int)backbone.FeatureSize, new float[data.Count * backbone.FeatureSize]);
        using var guard = no_grad();
        var plan = LengthGroupedBatches.Plan(data.Lengths, Batches, seed: 0, epoch: 0);
        data.Announce(plan, epoch: null);
        foreach (var batch in plan)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var features = backbone.Features(data.Collate(batch, device)).cpu().data<float>().ToArray(); // (B, F)
            for (var i = 0; i < batch.Length; i++) features.AsSpan(i * width, width).CopyTo(values.AsSpan(batch[i] * width));
        }
        return new(width, values);
    }

    /// <summary>Rows of about unit length, each feature standardised by the mean and deviation that <paramref name="reference"/> has, and a constant 1.</summary>
    public SparseRows Standardised(FeatureMatrix reference)
    {
        var (means, scales) = reference.Statistics();
        var rows = new SparseRows([.. Enumerable.Range(0, Count + 1).Select(r => r * (Width + 1))], new int[Count * (Width + 1)], new float[Count * (Width + 1)]);
        for (var row = 0; row < Count; row++)
            for (var f = 0; f <= Width; f++)
            {
                rows.Features[(row * (Width + 1)) + f] = f;
                rows.Values[(row * (Width + 1)) + f] = f == Width ? 1 : (float)((Values[(row * Width) + f] - means[f]) * scales[f]);
            }
        return rows;
    }

    /// <summary>The rows times a factor, with a constant 1 behind each where <paramref name="constant"/> says so.</summary>
    public SparseRows Scaled(double factor, bool constant)
    {
        var width = Width + (constant ? 1 : 0);
        var rows = new SparseRows([.. Enumerable.Range(0, Count + 1).Select(r => r * width)], new int[Count * width], new float[Count * width]);
        for (var row = 0; row < Count; row++)
            for (var f = 0; f < width; f++)
            {
                rows.Features[(row * width) + f] = f;
                rows.Values[(row * width) + f] = f == Width ? 1 : (float)(Values[(row * Width) + f] * factor);
            }
        return rows;
    }

    /// <summary>The mean length of a row.</summary>
    public double MeanLength => Values.Chunk(Width).Average(row => Math.Sqrt(row.Sum(v => (double)v * v)));

    private (double[] Means, double[] Scales) Statistics()
    {
        var (means, scales) = (new double[Width], new double[Width]);
        for (var f = 0; f < Width; f++)
        {
            var squares = 0.0;
            for (var row = 0; row < Count; row++) means[f] += Values[(row * Width) + f] / (double)Count;
            for (var row = 0; row < Count; row++) squares += Math.Pow(Values[(row * Width) + f] - means[f], 2);
            scales[f] = squares == 0 ? 0 : 1 / Math.Sqrt(squares / Count * Width);
        }
        return (means, scales);
    }
}
