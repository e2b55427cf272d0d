using System.Text.Json.Nodes;
using NlpTransfer.Backbones;

namespace NlpTransfer.Classifiers;

/// <summary>What a folder of sentence-transformers says beside the encoder; all null where there is nothing.</summary>
internal sealed record SentenceFolder(EncoderPooling? Pooling, int? MaxTokens, bool? Normalize)
{
    private const string PoolingFile = "1_Pooling/config.json", ModulesFile = "modules.json", LimitFile = "sentence_bert_config.json";

    private static readonly (string Key, EncoderPooling Pooling)[] Modes =
    [
        ("pooling_mode_mean_tokens", EncoderPooling.Mean), ("pooling_mode_cls_token", EncoderPooling.Cls),
        ("pooling_mode_max_tokens", EncoderPooling.Max), ("pooling_mode_lasttoken", EncoderPooling.Last),
    ];

    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public static SentenceFolder Read(string folder)
    {
        var pooling = Parse(folder, PoolingFile);
        var modes = Modes.Where(m => pooling?[m.Key] is JsonValue value && value.TryGetValue<bool>(out var on) && on).ToArray();
        if (modes.Length > 1) throw new InvalidDataException($"{Path.Combine(folder, PoolingFile)}: expected one pooling, found {string.Join(" and ", modes.Select(m => m.Key))}. Choose one in the options.");
        var limit = Parse(folder, LimitFile)?["max_seq_length"] is JsonValue most && most.TryGetValue<int>(out var tokens) ? tokens : (int?)null;
        bool? normalize = Parse(folder, ModulesFile) is JsonArray modules ? modules.Any(m => ((string?)m?["type"])?.EndsWith(".Normalize", StringComparison.Ordinal) == true) : null;
        return new(modes.Length == 1 ? modes[0].Pooling : null, limit, normalize);
    }

    /// <summary>Copies what there is of it beside an encoder that goes on being a sentence encoder.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in new[] { PoolingFile, ModulesFile, LimitFile }.Where(file => File.Exists(Path.Combine(from, file))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, file))!);
            File.Copy(Path.Combine(from, file), Path.Combine(to, file));
        }
    }

    private static JsonNode? Parse(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? ClassifierFiles.Parse(path) : null;
    }
}
