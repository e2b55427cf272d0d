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
    public static void Write(string path, TextDataset dataset, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> labelNames) =>
        Write(path, [.. dataset.Select(e => (e.Source, e.Labels))], predictions, labelNames);

    /// <summary>The same of pictures.</summary>
    /// <inheritdoc cref="Write(string, TextDataset, IReadOnlyList{Prediction}, IReadOnlyList{string})" path="/param|/exception"/>
    public static void Write(string path, ImageDataset dataset, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> labelNames) =>
        Write(path, [.. dataset.Select(e => (e.Source, (IReadOnlyList<string>)(e.Label is { } label ? [label] : [])))], predictions, labelNames);

    /// <summary>Reads what <c>Write</c> wrote.</summary>
    /// <exception cref="InvalidDataException">A line is something else.</exception>
    public static IReadOnlyList<SavedPrediction> Read(string path)
    {
        var rows = new List<SavedPrediction>();
        foreach (var line in File.ReadLines(path))
            rows.Add(Parsed(line, path, rows.Count + 1));
        return rows;
    }

    private static SavedPrediction Parsed(string line, string path, int number)
    {
        try
        {
            if (JsonSerializer.Deserialize<SavedPrediction>(line, Line) is { Probabilities.Count: > 0 } row) return row;
            throw new InvalidDataException($"{path}, line {number}: expected a prediction with its probabilities, found none.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}, line {number}: {error.Message}", error);
        }
    }

    private static void Write(string path, IReadOnlyList<(ExampleSource Source, IReadOnlyList<string> Labels)> examples, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> labelNames)
    {
        if (predictions.Count != examples.Count) throw new ArgumentException($"Expected {examples.Count} predictions, one an example, found {predictions.Count}.", nameof(predictions));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new StreamWriter(path) { NewLine = "\n" };
        foreach (var (example, prediction) in examples.Zip(predictions))
        {
            var probabilities = new OrderedDictionary<string, double>(labelNames.Zip(prediction.Probabilities, KeyValuePair.Create));
            IReadOnlyList<string> predicted = prediction.IsAbstained ? new[] { prediction.Label } : prediction.Labels; // figures are as if it always answered
            file.WriteLine(JsonSerializer.Serialize(new SavedPrediction(Path.GetFileName(example.Source.File), example.Source.Row, example.Labels, predicted, probabilities), Line));
        }
    }
}
