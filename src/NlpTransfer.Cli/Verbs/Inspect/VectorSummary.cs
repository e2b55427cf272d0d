using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Inspect;

/// <summary>What a vector file holds.</summary>
internal sealed record VectorSummary(string Path, string Format, int Words, int Dimension, bool Subwords, IReadOnlyList<string> FirstWords,
    double MeanLength, IReadOnlyList<string> Remarks)
{
    private const int Shown = 10;
    private const int Sampled = 1000;

    /// <summary>What it is.</summary>
    public string Kind => "word vectors";

    /// <summary>Reads the file; only the fast format does not have to be read as a whole.</summary>
    public static VectorSummary Read(string path, CancellationToken stop)
    {
        using var vectors = WordVectors.Open(path, null, stop);
        return new VectorSummary(path, VectorFormats.NameOf(vectors.Report.Format), vectors.Count, vectors.Dimension, vectors.Subwords is not null,
            [.. vectors.Words.Take(Shown)], MeanLengthOf(vectors), vectors.Report.Warnings);
    }

    // Over rows spread through the whole file: the first thousand are the frequent words, which are not typical.
    private static double MeanLengthOf(WordVectors vectors)
    {
        int count = Math.Min(Sampled, vectors.Count);
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += Length(vectors.Row((int)((long)i * vectors.Count / count)));
        return count == 0 ? 0 : sum / count;
    }

    private static double Length(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
            sum += (double)value * value;
        return Math.Sqrt(sum);
    }
}
