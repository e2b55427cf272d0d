using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>Texts to vectors whose cosines say how alike texts are.</summary>
public interface ITextEmbedder
{
    /// <summary>Values a vector.</summary>
    int Dimension { get; }

    /// <summary>One line for people.</summary>
    string Description { get; }

    /// <summary>A vector for each example, in their order; labels are not looked at.</summary>
    IReadOnlyList<float[]> Embed(TextDataset dataset, CancellationToken cancellation = default);
}
