using System.Text.Json.Nodes;
using NlpTransfer.Checkpoints;
using NlpTransfer.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>A teacher's logits of a student's training data: computed once, and kept in the run's folder for a resume.</summary>
internal static class TeacherLogits
{
    private const string FileName = "teacher.safetensors", Logits = "logits", Key = "key";

    /// <summary>What a record of a training says of its teacher.</summary>
    public static IReadOnlyDictionary<string, JsonNode?> Record(TextTeacher teacher) => new Dictionary<string, JsonNode?>
    {
        ["teacher"] = teacher.Classifier.Description,
        ["teacher_sha256"] = WeightsOf(teacher.Classifier),
        ["teacher_temperature"] = teacher.Temperature,
        ["teacher_weight"] = teacher.Weight,
        ["unlabelled_examples"] = teacher.Unlabelled?.Count ?? 0,
        ["unlabelled_sha256"] = teacher.Unlabelled?.ContentHash,
    };

    private static string WeightsOf(TextClassifier teacher) => ModelFingerprint.Hash(string.Join(' ', teacher.Model.LayerGroups.Select(ModelFingerprint.OfWeights)));

    /// <param name="texts">Labelled examples, then those without.</param>
    /// <param name="labelled">How many of them have labels.</param>
    /// <param name="labelNames">The student's.</param>
    /// <param name="folder">Where they are kept; null keeps them in memory alone.</param>
    public static SoftTargets Of(TextTeacher teacher, TextDataset texts, int labelled, IReadOnlyList<string> labelNames, string? folder, CancellationToken cancellation)
    {
        var theirs = teacher.Classifier.LabelNames;
        var encoded = new EncodedTexts(texts.WithLabelNames(labelNames), teacher.Classifier.Preprocessor, cancellation);
        var logits = Kept(folder, $"{WeightsOf(teacher.Classifier)} {encoded.Fingerprint}", texts.Count * theirs.Count, () => teacher.Classifier.Logits(encoded, cancellation));
        int[] order = [.. labelNames.Select(n => theirs.ToList().IndexOf(n))];
        var ours = new float[logits.Length];
        for (var i = 0; i < ours.Length; i++) ours[i] = logits[i - (i % order.Length) + order[i % order.Length]];
        return new(ours, order.Length, labelled) { Temperature = teacher.Temperature, Weight = teacher.Weight };
    }

    private static float[] Kept(string? folder, string key, int count, Func<float[]> compute)
    {
        var path = folder is null ? null : Path.Combine(folder, FileName);
        if (path is not null && Read(path, key, count) is { } kept) return kept;
        var logits = compute();
        if (path is null) return logits;
        using var scope = NewDisposeScope();
        Directory.CreateDirectory(folder!);
        SafetensorsWriter.Write(path, [new(Logits, tensor(logits))], new Dictionary<string, string> { [Key] = key });
        return logits;
    }

    // A damaged file, or one of another teacher or other texts, is made anew.
    private static float[]? Read(string path, string key, int count)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var scope = NewDisposeScope();
            using var file = SafetensorsReader.Open(path);
            return file.Metadata.GetValueOrDefault(Key) == key && file.Entries is [{ Name: Logits, Shape: [var found] }] && found == count ? file.Read(Logits).data<float>().ToArray() : null;
        }
        catch (SafetensorsException)
        {
            return null;
        }
    }
}
