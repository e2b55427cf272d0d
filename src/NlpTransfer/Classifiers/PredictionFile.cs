using System.Text.Json;
using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Predictions beside the true labels, one JSON line an example: where it came from, its labels, what was predicted, and every label's
/// probability. The texts themselves are not in it. Every metric can be computed from it again.
/// </summary>
public static class PredictionFile
{
    private static readonly JsonSerializerOptions Line = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the file, and the folder it lies in.</summary>
    /// <param name="predictions">One an example, in its order.</param>
    /// <exception cref="ArgumentException">There are not as many predictions as examples.</exception>
    public static void Write(string path, TextDataset dataset, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> labelNames)
    {
        if (predictions.Count != dataset.Count) throw new ArgumentException($"Expected {dataset.Count} predictions, one an example, found {predictions.Count}.", nameof(predictions));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new StreamWriter(path) { NewLine = "\n" };
        foreach (var (example, prediction) in dataset.Zip(predictions))
            file.WriteLine(JsonSerializer.Serialize(
                new
                {
                    File = Path.GetFileName(example.Source.File),
                    example.Source.Row,
                    example.Labels,
                    Predicted = prediction.Labels,
                    Probabilities = labelNames.Zip(prediction.Probabilities).ToDictionary(p => p.First, p => p.Second),
                }, Line));
    }
}
