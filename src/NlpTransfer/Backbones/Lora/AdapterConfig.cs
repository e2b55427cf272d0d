using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.Backbones;

/// <summary>The <c>adapter_config.json</c> of peft, as far as it is about LoRA on linear layers.</summary>
/// <param name="Options">Rank, alpha and the like; no targets where the file gives an expression instead of names.</param>
/// <param name="Base">The encoder's name or folder; null where the file does not say.</param>
internal sealed record AdapterConfig(LoraOptions Options, string? Base)
{
    public const string FileName = "adapter_config.json", WeightsFile = "adapter_model.safetensors";

    // What would make it another function, and the values that do not.
    private static readonly (string Key, string[] Plain)[] Others =
    [
        ("bias", ["\"none\""]), ("use_dora", ["false"]), ("use_qalora", ["false"]), ("use_bdlora", ["false"]), ("lora_bias", ["false"]), ("rank_pattern", ["{}"]), ("alpha_pattern", ["{}"]),
        ("layer_replication", ["[]"]), ("target_parameters", ["[]"]), ("trainable_token_indices", ["[]", "{}"]), ("alora_invocation_tokens", ["[]"]),
    ];

    /// <summary>Parts of the model that the adapter's file holds whole.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <exception cref="InvalidDataException">The file is damaged, or asks for what is not implemented.</exception>
    public static AdapterConfig Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new InvalidDataException($"{path}: expected a JSON object.");
            Check(path, root);
            return new(Lora(path, root), (string?)root["base_model_name_or_path"]) { ModulesToSave = root["modules_to_save"] is JsonArray modules ? [.. modules.Select(m => (string)m!).Distinct()] : [] };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <param name="isTransposed">Whether the reference keeps the adapted matrices transposed.</param>
    /// <param name="familyTargets">The names where the options have none.</param>
    public void Save(string folder, bool isTransposed, IReadOnlyList<string> familyTargets)
    {
        var targets = Options.Targets.Count == 0 ? familyTargets : Options.Targets;
        var root = new JsonObject
        {
            ["alpha_pattern"] = new JsonObject(),
            ["base_model_name_or_path"] = Base,
            ["bias"] = "none",
            ["fan_in_fan_out"] = isTransposed,
            ["inference_mode"] = true,
            ["init_lora_weights"] = true,
            ["layers_pattern"] = null,
            ["layers_to_transform"] = null,
            ["lora_alpha"] = Options.AlphaOrDefault,
            ["lora_dropout"] = Options.Dropout,
            ["modules_to_save"] = Names(ModulesToSave),
            ["peft_type"] = "LORA",
            ["r"] = Options.Rank,
            ["rank_pattern"] = new JsonObject(),
            ["revision"] = null,
            ["target_modules"] = targets.Contains(LoraOptions.AllLinear) ? LoraOptions.AllLinear : Names(targets),
            ["task_type"] = "SEQ_CLS",
            ["use_dora"] = false,
            ["use_rslora"] = false,
        };
        File.WriteAllText(Path.Combine(folder, FileName), root.ToJsonString(new() { WriteIndented = true }) + "\n");
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => (JsonNode?)n)]);

    private static void Check(string path, JsonObject root)
    {
        var kind = (string?)root["peft_type"];
        if (kind != "LORA") throw new InvalidDataException($"{path}: peft_type must be LORA, was {kind ?? "missing"}; other adapters are not read.");
        var beyond = Others.Where(o => root[o.Key] is { } value && !o.Plain.Contains(value.ToJsonString())).Select(o => o.Key).ToArray();
        if (beyond.Length > 0) throw new InvalidDataException($"{path}: {string.Join(", ", beyond)} {(beyond.Length == 1 ? "is" : "are")} set, which is beyond plain LoRA on linear layers. Merge the adapter where it was made, and load the merged model.");
    }

    private static LoraOptions Lora(string path, JsonObject root)
    {
        var rank = (int?)root["r"] ?? throw new InvalidDataException($"{path}: expected r, the rank.");
        var alpha = (double?)root["lora_alpha"] ?? throw new InvalidDataException($"{path}: expected lora_alpha.");
        if ((bool?)root["use_rslora"] == true) alpha *= Math.Sqrt(rank); // which divides by the root of the rank
        var isPlain = root["target_modules"] is JsonArray && root["layers_to_transform"] is null && root["exclude_modules"] is null;
        var options = new LoraOptions { Rank = rank, Alpha = alpha, Dropout = (double?)root["lora_dropout"] ?? 0, Targets = isPlain ? [.. root["target_modules"]!.AsArray().Select(t => (string)t!).Order(StringComparer.Ordinal)] : [] };
        var faults = options.Validate();
        return faults.Count == 0 ? options : throw new InvalidDataException($"{path}: {string.Join(" ", faults)}");
    }
}
