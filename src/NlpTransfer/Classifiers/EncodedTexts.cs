using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>A text data set, tokenized once.</summary>
internal sealed class EncodedTexts : ITrainingData
{
    private const int Few = 64; // sooner encoded than handed to threads, which a busy server may not have free

    private readonly TextDataset dataset;
    private readonly ITextPreprocessor preprocessor;
    private readonly EncodedText[] texts;

    public EncodedTexts(TextDataset dataset, ITextPreprocessor preprocessor, CancellationToken cancellation)
    {
        (this.dataset, this.preprocessor) = (dataset, preprocessor);
        var key = SharedWork.IsOn && preprocessor.Fingerprint is { } how ? $"tokens\n{how}\n{dataset.ContentHash}" : null;
        texts = SharedWork.Of(key, () => Encode(cancellation));
        Lengths = [.. texts.Select(t => t.Ids.Length)];
        Truncated = texts.Count(t => t.IsTruncated);
    }

    public int Count => texts.Length;

    public IReadOnlyList<int> Lengths { get; }

    public IReadOnlyList<int> Labels => dataset.LabelIndices;

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => dataset.LabelSets;

    public int Truncated { get; }

    public SoftTargets? SoftTargets { get; init; }

    public string Fingerprint => field ??= Hash();

    public EncodedText this[int index] => texts[index];

    public Activations Collate(IReadOnlyList<int> indices, Device device) => preprocessor.Collate([.. indices.Select(i => texts[i])], device);

    public string Source(int index) => dataset[index].Source.ToString();

    private EncodedText[] Encode(CancellationToken cancellation) => dataset.Count <= Few
        ? [.. dataset.Select(preprocessor.Encode)]
        : [.. dataset.AsParallel().AsOrdered().WithCancellation(cancellation).Select(preprocessor.Encode)];

    // What the model sees: of the texts their ids, in which all of the preprocessing shows.
    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(preprocessor.GetType().FullName!));
        foreach (var text in texts)
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([text.Ids.Length, text.SecondSegment ?? -1]));
            hash.AppendData(MemoryMarshal.AsBytes<int>(text.Ids));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
