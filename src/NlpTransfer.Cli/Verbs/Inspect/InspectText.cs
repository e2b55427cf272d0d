using System.Globalization;
using System.Text.Json;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Inspect;

/// <summary>Summaries as lines for people.</summary>
internal sealed class InspectText(TextWriter output)
{
    private const int NameWidth = 18;
    private const int SectionWidth = 30;

    /// <summary>Writes one summary.</summary>
    public void Write(object summary)
    {
        switch (summary)
        {
            case VectorSummary vectors:
                WriteVectors(vectors);
                break;
            case WeightSummary weights:
                Line("kind", $"{weights.Kind}, {weights.Tensors.Count} tensors, {weights.Parameters:N0} numbers");
                WriteWeights(weights);
                break;
            case ClassifierSummary classifier:
                WriteClassifier(classifier);
                break;
        }
    }

    private void WriteVectors(VectorSummary vectors)
    {
        Line("kind", $"{vectors.Kind}, format {vectors.Format}");
        Line("words", $"{vectors.Words:N0}");
        Line("dimension", $"{vectors.Dimension}{(vectors.Subwords ? ", with subwords for unknown words" : "")}");
        Line("mean length", vectors.MeanLength.ToString("0.00", CultureInfo.InvariantCulture));
        Line("first words", string.Join(' ', vectors.FirstWords.Select(word => Snippet.Of(word, 30))));
        foreach (string remark in vectors.Remarks)
            Line("remark", remark);
        if (vectors.Coverage is { } coverage)
            WriteCoverage(coverage);
    }

    private void WriteCoverage(CoverageReport coverage)
    {
        Line("running words", string.Create(CultureInfo.InvariantCulture, $"{coverage.Tokens:N0}, {100 * coverage.TokenShare:F1} % of them known"));
        Line("different words", string.Create(CultureInfo.InvariantCulture, $"{coverage.Types:N0}, {100 * coverage.TypeShare:F1} % of them known"));
        if (coverage.MostFrequentMissing.Count > 0)
            Line("missing, most often", string.Join(' ', coverage.MostFrequentMissing.Select(missing => $"{Snippet.Of(missing.Key, 30)} ({missing.Value})")));
    }

    private void WriteWeights(WeightSummary weights)
    {
        foreach (var (key, value) in weights.Metadata)
            Line(key, value);
        int width = weights.Tensors.Select(tensor => tensor.Name.Length).DefaultIfEmpty().Max();
        foreach (var tensor in weights.Tensors)
            output.WriteLine($"  {tensor.Name.PadRight(width)}  {tensor.Type,-9} ({string.Join(", ", tensor.Shape)})");
    }

    private void WriteClassifier(ClassifierSummary classifier)
    {
        Line("kind", $"classifier, {Property(classifier.Config, "model_type")}");
        Line("labels", string.Join(", ", classifier.Labels));
        foreach (var file in classifier.Files)
            Line(file.Name, $"{file.Bytes:N0} bytes");
        WriteSection("training", classifier.Training);
        WriteSection("metrics", classifier.Metrics);
        if (classifier.Weights is { } weights)
        {
            output.WriteLine($"weights: {weights.Tensors.Count} tensors, {weights.Parameters:N0} numbers");
            WriteWeights(weights);
        }
    }

    // Single values, two levels deep: lists and what lies deeper are there with --json.
    private void WriteSection(string title, JsonElement? section)
    {
        if (section is not { ValueKind: JsonValueKind.Object } element)
            return;
        output.WriteLine($"{title}:");
        foreach (var (name, value) in Values(element, "", depth: 2))
            output.WriteLine($"  {name.PadRight(SectionWidth)}  {value}");
    }

    private static IEnumerable<(string Name, JsonElement Value)> Values(JsonElement element, string prefix, int depth) =>
        element.EnumerateObject().SelectMany(property => property.Value.ValueKind switch
        {
            JsonValueKind.Array => [],
            JsonValueKind.Object when depth == 1 => [],
            JsonValueKind.Object => Values(property.Value, $"{prefix}{property.Name}.", depth - 1),
            _ => new[] { (prefix + property.Name, property.Value) },
        });

    private static string Property(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "of unknown type";

    private void Line(string name, string value) => output.WriteLine($"{name.PadRight(NameWidth)}  {value}");
}
