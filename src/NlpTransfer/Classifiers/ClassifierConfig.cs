using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>The common part of a classifier's <c>config.json</c>; <c>id2label</c> and <c>model_type</c> are called as in Hugging Face's.</summary>
internal sealed record ClassifierConfig(string ModelType, IReadOnlyList<string> LabelNames, HeadOptions Head, DecisionRule Rule, JsonNode Section)
{
    /// <param name="hubConfig">Keys for other programs, which ours overwrite.</param>
    public void Save(string folder, JsonObject hubConfig)
    {
        var root = (JsonObject)hubConfig.DeepClone();
        root[ClassifierFiles.FormatVersionKey] = ClassifierFiles.FormatVersion;
        root["model_type"] = ModelType;
        root["id2label"] = new JsonObject(LabelNames.Select((name, id) => KeyValuePair.Create($"{id}", (JsonNode?)name)));
        root["label2id"] = new JsonObject(LabelNames.Select((name, id) => KeyValuePair.Create(name, (JsonNode?)id)));
        DecisionSection.Write(root, Rule);
        root["head"] = ClassifierFiles.ToNode(Head);
        root[SectionName(ModelType)] = Section.DeepClone();
        ClassifierFiles.Write(Path.Combine(folder, ClassifierFiles.Config), root);
    }

    /// <exception cref="InvalidDataException">The file does not hold what it should.</exception>
    /// <exception cref="FileNotFoundException">The folder is no classifier.</exception>
    public static ClassifierConfig Load(string folder)
    {
        var path = Path.Combine(folder, ClassifierFiles.Config);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a classifier's folder with a {ClassifierFiles.Config}, found none in {folder}.", path);
        if (FromHub(path) is { } foreign) return foreign;
        var root = ClassifierFiles.ReadVersioned(path);
        var type = (string?)root["model_type"] ?? throw new InvalidDataException($"{path}: expected model_type.");
        var section = root[SectionName(type)] ?? throw new InvalidDataException($"{path}: expected a section '{SectionName(type)}' for model_type '{type}'.");
        var head = root["head"] ?? throw new InvalidDataException($"{path}: expected head.");
        var labels = Labels(root, path);
        return new(type, labels, ClassifierFiles.Read<HeadOptions>(head, path), DecisionSection.Read(root, labels, path), section);
    }

    /// <summary>The same; of an adapter whose head has other classes than its encoder's configuration says, with names as transformers gives them.</summary>
    public static ClassifierConfig Load(PretrainedFolder source)
    {
        var config = Load(source.Files);
        if (source.Adapter is null || source.Files != source.Weights || !EncoderConfig.ModelTypes.Contains(config.ModelType)) return config;
        var head = EncoderFamilies.ByModelType(config.ModelType).HubName("head.classifier.weight");
        var classes = source.Adapter.Saved().FirstOrDefault(e => e.Name == head)?.Shape[0] ?? config.LabelNames.Count;
        return classes == config.LabelNames.Count ? config : config with { LabelNames = [.. Enumerable.Range(0, (int)classes).Select(i => $"LABEL_{i}")] };
    }

    /// <summary>Whether a folder's configuration is one that this library wrote.</summary>
    public static bool IsOurs(string folder) => File.Exists(Path.Combine(folder, ClassifierFiles.Config)) && ClassifierFiles.Parse(Path.Combine(folder, ClassifierFiles.Config)) is JsonObject root && root.ContainsKey(ClassifierFiles.FormatVersionKey);

    // A folder of Hugging Face's, which says nothing of ours: the family's own pooling and head.
    private static ClassifierConfig? FromHub(string path)
    {
        var root = ClassifierFiles.Parse(path) as JsonObject;
        if (root is null || root.ContainsKey(ClassifierFiles.FormatVersionKey) || (string?)root["model_type"] is null or WordVectorParts.Type) return null;
        var config = EncoderConfig.Load(Path.GetDirectoryName(path)!);
        var labels = root["id2label"] is JsonObject ? Labels(root, path) : ["LABEL_0", "LABEL_1"]; // what transformers assumes
        var (section, head) = EncoderParts.Defaults(config);
        return new(config.ModelType, labels, head, DecisionSection.Read(root, labels, path), ClassifierFiles.ToNode(section));
    }

    private static string[] Labels(JsonObject root, string path)
    {
        var byId = root["id2label"] as JsonObject ?? throw new InvalidDataException($"{path}: expected id2label, an object.");
        return [.. Enumerable.Range(0, byId.Count).Select(id => (string?)byId[$"{id}"] ?? throw new InvalidDataException($"{path}: id2label has {byId.Count} labels, expected one for id {id}."))];
    }

    private static string SectionName(string type) => type.Replace('-', '_');
}
