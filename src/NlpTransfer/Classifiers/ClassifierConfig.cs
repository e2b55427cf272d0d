using System.Text.Json.Nodes;
using NlpTransfer.Heads;

namespace NlpTransfer.Classifiers;

/// <summary>The common part of a classifier's <c>config.json</c>; <c>id2label</c> and <c>model_type</c> are called as in Hugging Face's.</summary>
internal sealed record ClassifierConfig(string ModelType, IReadOnlyList<string> LabelNames, HeadOptions Head, JsonNode Section)
{
    public void Save(string folder) => ClassifierFiles.Write(Path.Combine(folder, ClassifierFiles.Config), new JsonObject
    {
        [ClassifierFiles.FormatVersionKey] = ClassifierFiles.FormatVersion,
        ["model_type"] = ModelType,
        ["id2label"] = new JsonObject(LabelNames.Select((name, id) => KeyValuePair.Create($"{id}", (JsonNode?)name))),
        ["label2id"] = new JsonObject(LabelNames.Select((name, id) => KeyValuePair.Create(name, (JsonNode?)id))),
        ["head"] = ClassifierFiles.ToNode(Head),
        [SectionName(ModelType)] = Section.DeepClone(),
    });

    /// <exception cref="InvalidDataException">The file does not hold what it should.</exception>
    /// <exception cref="FileNotFoundException">The folder is no classifier.</exception>
    public static ClassifierConfig Load(string folder)
    {
        var path = Path.Combine(folder, ClassifierFiles.Config);
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a classifier's folder with a {ClassifierFiles.Config}, found none in {folder}.", path);
        var root = ClassifierFiles.ReadVersioned(path);
        var type = (string?)root["model_type"] ?? throw new InvalidDataException($"{path}: expected model_type.");
        var section = root[SectionName(type)] ?? throw new InvalidDataException($"{path}: expected a section '{SectionName(type)}' for model_type '{type}'.");
        var head = root["head"] ?? throw new InvalidDataException($"{path}: expected head.");
        return new(type, Labels(root, path), ClassifierFiles.Read<HeadOptions>(head, path), section);
    }

    private static string[] Labels(JsonObject root, string path)
    {
        var byId = root["id2label"] as JsonObject ?? throw new InvalidDataException($"{path}: expected id2label, an object.");
        return [.. Enumerable.Range(0, byId.Count).Select(id => (string?)byId[$"{id}"] ?? throw new InvalidDataException($"{path}: id2label has {byId.Count} labels, expected one for id {id}."))];
    }

    private static string SectionName(string type) => type.Replace('-', '_');
}
