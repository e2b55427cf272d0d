namespace NlpTransfer.Classifiers;

/// <summary>What a classifier says of one input.</summary>
public sealed class Prediction
{
    private readonly IReadOnlyList<string> labelNames;
    private readonly int best;

    internal Prediction(IReadOnlyList<string> labelNames, ReadOnlySpan<float> logits)
    {
        this.labelNames = labelNames;
        Probabilities = Softmax(logits);
        best = IndexOfLargest(logits);
    }

    /// <summary>The most probable label, the first of equals.</summary>
    public string Label => labelNames[best];

    /// <summary>Its probability, 0 to 1.</summary>
    public double Probability => Probabilities[best];

    /// <summary>Of every label, in the order of the classifier's label names; sums to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The probability of a label.</summary>
    /// <exception cref="ArgumentException">The classifier has no such label.</exception>
    public double ProbabilityOf(string label)
    {
        for (var i = 0; i < labelNames.Count; i++)
            if (labelNames[i] == label) return Probabilities[i];
        throw new ArgumentException($"There is no label '{label}'.{NameSuggestion.DidYouMean(label, labelNames)} Known: {string.Join(", ", labelNames)}.");
    }

    private static double[] Softmax(ReadOnlySpan<float> logits)
    {
        var values = new double[logits.Length];
        double max = float.NegativeInfinity, sum = 0;
        foreach (var logit in logits) max = Math.Max(max, logit);
        for (var i = 0; i < values.Length; i++) sum += values[i] = Math.Exp(logits[i] - max);
        for (var i = 0; i < values.Length; i++) values[i] /= sum;
        return values;
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }
}
