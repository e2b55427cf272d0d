using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Pictures as a network's input. Batches that were announced are decoded while the step before them runs.</summary>
internal sealed class ImageData : ITrainingData, IDisposable
{
    private readonly ImageDataset dataset;
    private readonly ImagePreprocessor preprocessor;
    private readonly AugmentationOptions augmentation;
    private readonly long seed;
    private BatchPrefetcher? ahead;
    private int? epoch;

    public ImageData(ImageDataset dataset, ImagePreprocessor preprocessor, AugmentationOptions? augmentation = null, long seed = 0)
    {
        (this.dataset, this.preprocessor, this.seed) = (dataset, preprocessor, seed);
        this.augmentation = augmentation ?? AugmentationOptions.None;
        OptionsException.ThrowIfAny(nameof(AugmentationOptions), this.augmentation.Validate());
        Lengths = [.. Enumerable.Repeat(Math.Max(1, preprocessor.Options.Size * preprocessor.Options.Size / PlacesAToken), dataset.Count)];
        LabelSets = [.. dataset.LabelIndices.Select(l => l < 0 ? Array.Empty<int>() : [l])];
    }

    // Batches are bounded by tokens: a patch of 14 by 14 stands for one, as in vision transformers.
    private const int PlacesAToken = 14 * 14;

    public int Count => dataset.Count;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels => dataset.LabelIndices;

    public IReadOnlyList<IReadOnlyList<int>> LabelSets { get; }

    public int Truncated => 0;

    public bool IsRepeatable => augmentation.IsNone;

    public int Views => IsRepeatable ? 1 : augmentation.Views;

    public string? Fingerprint => Views == 0 ? null : $"{dataset.ContentHash} {ClassifierFiles.ToNode(preprocessor.Options).ToJsonString()}{(IsRepeatable ? "" : $" {ClassifierFiles.ToNode(augmentation).ToJsonString()} seed {seed}")}";

    private bool IsAugmenting => epoch is not null && !augmentation.IsNone;

    public void Announce(IReadOnlyList<int[]> batches, int? epoch)
    {
        ahead?.Dispose();
        this.epoch = Views > 0 ? epoch % Views : epoch;
        ahead = new BatchPrefetcher(batches, Prepare);
    }

    public IReadOnlyList<(int Other, double Share)>? Mixed(IReadOnlyList<int> batch) =>
        IsAugmenting && augmentation.Mixup > 0 ? [.. batch.Select(i => Mixing.Partner(seed, epoch!.Value, i, Count, augmentation.Mixup))] : null;

    public Activations Collate(IReadOnlyList<int> indices, Device device)
    {
        var values = ahead?.Take(indices) ?? Prepare(indices);
        var (channels, size) = (preprocessor.Options.Channels, preprocessor.Options.Size);
        var images = tensor(values, [indices.Count, channels, size, size]); // (B, C, S, S)
        return new(device.type == DeviceType.CPU ? images : images.to(device));
    }

    public string Source(int index) => dataset[index].Source.ToString();

    public void Dispose()
    {
        ahead?.Dispose();
        ahead = null;
    }

    private float[] Prepare(IReadOnlyList<int> indices)
    {
        var values = new float[indices.Count * preprocessor.Length];
        var mixed = Mixed(indices);
        Parallel.For(0, indices.Count, row =>
        {
            var target = values.AsSpan(row * preprocessor.Length, preprocessor.Length);
            Fill(indices[row], target);
            if (mixed is not null) Mixing.Blend(target, mixed[row].Share, other => Fill(mixed[row].Other, other));
        });
        return values;
    }

    private void Fill(int index, Span<float> target)
    {
        if (!IsAugmenting || augmentation.ChangesNothing) preprocessor.Fill(dataset[index].Content, target);
        else preprocessor.Fill(dataset[index].Content, target, augmentation, Augmenter.Random(seed, epoch!.Value, index));
    }
}
