using NlpTransfer.Data;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Inspect;

/// <summary>What a vector file holds.</summary>
internal sealed record VectorSummary(string Path, string Format, int Words, int Dimension, bool Subwords, IReadOnlyList<string> FirstWords,
    double MeanLength, IReadOnlyList<string> Remarks, CoverageReport? Coverage)
{
    private const int Shown = 10;
    private const int Sampled = 1000;

    /// <summary>What it is.</summary>
    public string Kind => "word vectors";

    /// <summary>Reads the file; only the fast format does not have to be read as a whole.</summary>
    /// <param name="texts">Texts whose words are looked up; null for none.</param>
    public static VectorSummary Read(string path, TextDataset? texts, CancellationToken stop)
    {
        using var vectors = WordVectors.Open(path, null, stop);
        return new VectorSummary(path, VectorFormats.NameOf(vectors.Report.Format), vectors.Count, vectors.Dimension, vectors.Subwords is not null,
            [.. vectors.Words.Take(Shown)], MeanLengthOf(vectors), vectors.Report.Warnings, texts is null ? null : CoverageOf(vectors, texts));
    }

    private static CoverageReport CoverageOf(WordVectors vectors, TextDataset texts)
    {
        var tokenizer = new WordTokenizer();
        return CoverageReport.Measure(new WordLookup(vectors), texts.SelectMany(example => tokenizer.Tokenize(example.Text)));
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
