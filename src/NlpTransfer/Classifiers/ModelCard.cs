using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>The <c>README.md</c> of a classifier's folder.</summary>
internal static class ModelCard
{
    public static string Write(string description, IReadOnlyList<string> labels, int maxTokens, JsonObject? training, IReadOnlyDictionary<string, ClassificationMetrics> metrics) =>
        Write("Text", $"A {description}; reads at most {maxTokens} tokens of a text.", "a text", labels, training, metrics);

    public static string WriteForImages(string description, IReadOnlyList<string> labels, JsonObject? training, IReadOnlyDictionary<string, ClassificationMetrics> metrics) =>
        Write("Image", $"The network {description}.", "picture.jpg", labels, training, metrics);

    private static string Write(string kind, string what, string example, IReadOnlyList<string> labels, JsonObject? training, IReadOnlyDictionary<string, ClassificationMetrics> metrics)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {kind} classifier\n\n{what}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Labels: {string.Join(", ", labels.Select(l => $"`{l}`"))}.\n\n");
        if (training is not null) AppendTraining(card, training);
        if (training?[TrainingRecord.Decision] is JsonObject decision) AppendDecision(card, decision);
        if (metrics.Count > 0) AppendMetrics(card, metrics);
        card.Append(CultureInfo.InvariantCulture, $"## Use\n\n```\n./nlp-transfer predict --model THIS_FOLDER \"{example}\"\n```\n\n```csharp\n")
            .Append(CultureInfo.InvariantCulture, $"using var classifier = {kind}Classifier.Load(\"THIS_FOLDER\");\nvar prediction = classifier.Predict(\"{example}\");\n```\n");
        return card.ToString();
    }

    private static void AppendTraining(StringBuilder card, JsonObject training)
    {
        card.Append(CultureInfo.InvariantCulture, $"## Training\n\nSchedule `{training["schedule"]?["name"]}`, {training["result"]?["steps"]} steps, seed {training["seed"]}, ");
        card.Append(CultureInfo.InvariantCulture, $"on {training["data"]?["training_examples"]} examples (SHA-256 `{training["data"]?["training_sha256"]}`). Everything else is in `training.json`.\n\n");
    }

    private static void AppendDecision(StringBuilder card, JsonObject decision)
    {
        card.Append("## Decisions\n\nChosen on the validation data after training.\n\n");
        if (decision["temperature"] is { } t)
            card.Append(CultureInfo.InvariantCulture, $"Probabilities are calibrated: logits are divided by {Number(t["temperature"])}; expected calibration error {Number(t["ece_before"])} before, {Number(t["ece_after"])} after, on {t["examples"]} examples.\n\n");
        if (decision["thresholds"] is not JsonArray { Count: > 0 } thresholds) return;
        card.Append("| label | chosen from probability | goal | precision | recall | F1 |\n|---|---|---|---|---|---|\n");
        foreach (var row in thresholds)
            card.Append(CultureInfo.InvariantCulture, $"| {row!["label"]} | {Number(row["threshold"])} | {row["goal"]} | {Number(row["precision"])} | {Number(row["recall"])} | {Number(row["f1"])} |\n");
        card.Append('\n');
    }

    private static string Number(JsonNode? value) => ((double?)value)?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";

    private static void AppendMetrics(StringBuilder card, IReadOnlyDictionary<string, ClassificationMetrics> metrics)
    {
        card.Append("## Metrics\n\n| data | examples | accuracy | macro F1 | loss |\n|---|---|---|---|---|\n");
        foreach (var (name, m) in metrics)
            card.Append(CultureInfo.InvariantCulture, $"| {name} | {m.N} | {m.Accuracy:0.0000} | {m.MacroF1:0.0000} | {m.Loss:0.0000} |\n");
        card.Append('\n');
    }
}
