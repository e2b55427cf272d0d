using System.Text.Json.Nodes;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>The <c>metrics.json</c> of a classifier's folder: figures by the name of the data they were taken on.</summary>
internal static class MetricsFile
{
    public static void Save(string folder, IEnumerable<KeyValuePair<string, ClassificationMetrics>> metrics)
    {
        var root = new JsonObject { [ClassifierFiles.FormatVersionKey] = ClassifierFiles.FormatVersion };
        foreach (var (name, value) in metrics) root[name] = ClassifierFiles.ToNode(value);
        ClassifierFiles.Write(Path.Combine(folder, ClassifierFiles.Metrics), root);
    }

    /// <summary>Empty when the folder has no such file.</summary>
    public static OrderedDictionary<string, ClassificationMetrics> Load(string folder)
    {
        var metrics = new OrderedDictionary<string, ClassificationMetrics>();
        var path = Path.Combine(folder, ClassifierFiles.Metrics);
        if (!File.Exists(path)) return metrics;
        foreach (var (name, node) in ClassifierFiles.ReadVersioned(path))
            if (name != ClassifierFiles.FormatVersionKey && node is not null) metrics.Add(name, ClassifierFiles.Read<ClassificationMetrics>(node, path));
        return metrics;
    }
}
