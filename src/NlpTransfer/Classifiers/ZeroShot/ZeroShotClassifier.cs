using System.Numerics.Tensors;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Labels texts without a single labelled example: a text gets the label whose description its vector is nearest to, by cosine
/// (Chang et al. 2008, "Importance of semantic representation: dataless classification"). Safe to use from several threads, as its
/// embedder is.
/// </summary>
public sealed class ZeroShotClassifier
{
    /// <summary>What cosines are divided by to be logits: that of sentence-transformers' ranking loss, with which such encoders are trained.</summary>
    public const double Temperature = 0.05;

    private readonly ITextEmbedder embedder;
    private readonly float[][] labels; // of length 1 each

    /// <param name="embedder">Must live as long as this.</param>
    /// <param name="descriptions">Of at least two labels; of several for one label the mean counts.</param>
    /// <exception cref="ArgumentException">Fewer than two labels, or a description in which the embedder knows no word.</exception>
    public ZeroShotClassifier(ITextEmbedder embedder, IReadOnlyList<LabelDescription> descriptions)
    {
        this.embedder = embedder;
        LabelNames = [.. descriptions.Select(d => d.Label).Distinct(StringComparer.Ordinal)];
        if (LabelNames.Count < 2) throw new ArgumentException($"Expected descriptions of at least two labels, found {LabelNames.Count} ({string.Join(", ", LabelNames)}).");
        var vectors = Units(embedder.Embed(TextDataset.FromTexts(descriptions.Select(d => d.Text))));
        if (vectors.Index().FirstOrDefault(v => v.Item.All(x => x == 0)) is { Item: not null } unknown)
            throw new ArgumentException($"Label '{descriptions[unknown.Index].Label}': no word of its description '{descriptions[unknown.Index].Text}' is known to the {embedder.Description}; describe it in other words.");
        labels = [.. LabelNames.Select(label => Mean(vectors.Where((_, i) => descriptions[i].Label == label)))];
    }

    /// <summary>By label id: in the order of their first descriptions.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>One line for people.</summary>
    public string Description => $"{LabelNames.Count} labels described in words, by {embedder.Description}";

    /// <summary>Label and probabilities of each text, in their order.</summary>
    public IReadOnlyList<Prediction> Predict(IEnumerable<string> texts, CancellationToken cancellation = default) => Predict(TextDataset.FromTexts(texts), cancellation);

    /// <summary>Label and probabilities of each example, in their order; labels the examples may have are not looked at.</summary>
    public IReadOnlyList<Prediction> Predict(TextDataset dataset, CancellationToken cancellation = default) =>
        [.. Logits(dataset, cancellation).Chunk(labels.Length).Select(row => new Prediction(LabelNames, row, new DecisionRule()))];

    /// <summary>Metrics over a labelled data set.</summary>
    /// <exception cref="ArgumentException">An example has no label, several, or one that is not described.</exception>
    public ClassificationMetrics Evaluate(TextDataset dataset, CancellationToken cancellation = default)
    {
        var named = dataset.WithLabelNames(LabelNames);
        if (named.FirstOrDefault(e => e.Labels.Count != 1) is { } example) throw new ArgumentException($"Expected one label an example to evaluate on, found {example.Labels.Count}: {example.Source}.", nameof(dataset));
        return ClassificationMetrics.FromLogits(Logits(named, cancellation), named.LabelSets, LabelNames, new DecisionRule());
    }

    private float[] Logits(TextDataset dataset, CancellationToken cancellation) =>
        [.. Units(embedder.Embed(dataset, cancellation)).SelectMany(text => labels.Select(label => (float)(TensorPrimitives.Dot<float>(text, label) / Temperature)))];

    private static float[][] Units(IEnumerable<float[]> vectors) => [.. vectors.Select(Unit)];

    private static float[] Unit(float[] vector)
    {
        var unit = new float[vector.Length];
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0) TensorPrimitives.Divide(vector, norm, unit);
        return unit;
    }

    private static float[] Mean(IEnumerable<float[]> units)
    {
        var sum = units.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
        return Unit(sum);
    }
}
