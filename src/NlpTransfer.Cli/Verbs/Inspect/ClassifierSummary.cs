using System.Text.Json;
using NlpTransfer.Checkpoints;

namespace NlpTransfer.Cli.Verbs.Inspect;

/// <summary>What a classifier's folder holds: its configuration, how it was trained, what it reached, its files and weights.</summary>
internal sealed record ClassifierSummary(
    string Path, JsonElement Config, JsonElement? Training, JsonElement? Metrics, IReadOnlyList<ClassifierSummary.FileEntry> Files, WeightSummary? Weights)
{
    /// <summary>One file.</summary>
    internal sealed record FileEntry(string Name, long Bytes);

    /// <summary>What it is.</summary>
    public string Kind => "classifier";

    /// <summary>The label names in the order of their ids.</summary>
    public IReadOnlyList<string> Labels => Config.TryGetProperty("id2label", out var labels)
        ? [.. labels.EnumerateObject().Select(label => label.Value.GetString() ?? "")]
        : [];

    /// <summary>Reads the folder; loads no model.</summary>
    public static ClassifierSummary Read(string folder)
    {
        string? weights = WeightFile.FolderNames.Append("adapter_model.safetensors").Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return new ClassifierSummary(folder, Json(folder, "config.json")!.Value, Json(folder, "training.json"), Json(folder, "metrics.json"),
            [.. new DirectoryInfo(folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new FileEntry(file.Name, file.Length))],
            weights is null ? null : WeightSummary.Read(weights));
    }

    private static JsonElement? Json(string folder, string name)
    {
        string path = System.IO.Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is not JSON ({error.Message}); the folder is damaged.", error);
        }
    }
}
