using System.Text.Json.Nodes;
using NlpTransfer.Checkpoints;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// An adapter on disk in peft's layout (0.21): <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>, which holds A and B of
/// each layer and whole copies of what was trained beside them, the head above all.
/// </summary>
internal sealed class AdapterFolder
{
    private const string Prefix = "base_model.model.", Wrapped = ".modules_to_save.", A = ".lora_A.weight", B = ".lora_B.weight";

    private static readonly string[] WeightsFiles = [AdapterConfig.WeightsFile, "adapter_model.bin"];

    private AdapterFolder(string path, AdapterConfig config, string weights) => (Path, Config, WeightsPath) = (path, config, weights);

    public string Path { get; }

    public AdapterConfig Config { get; }

    public string WeightsPath { get; }

    /// <summary>Whether a folder holds an adapter.</summary>
    public static bool IsIn(string folder) => File.Exists(System.IO.Path.Combine(folder, AdapterConfig.FileName));

    /// <exception cref="InvalidDataException">It is an adapter of another kind, or damaged.</exception>
    /// <exception cref="FileNotFoundException">It has no weights.</exception>
    public static AdapterFolder Open(string folder)
    {
        var config = AdapterConfig.Load(folder);
        var weights = WeightsFiles.Select(f => System.IO.Path.Combine(folder, f)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"Expected {string.Join(" or ", WeightsFiles)} beside {AdapterConfig.FileName} in {folder}, found neither.", System.IO.Path.Combine(folder, WeightsFiles[0]));
        if (config.Options.Targets.Count > 0) return new(folder, config, weights);
        using var file = WeightFile.Open(weights); // which layers an expression selected, their names say
        string[] targets = [.. file.Entries.Select(e => Bare(e.Name)).Where(n => n.EndsWith(A, StringComparison.Ordinal)).Select(n => n[..^A.Length])];
        return new(folder, config with { Options = config.Options with { Targets = targets } }, weights);
    }

    /// <summary>A and B of each layer, by its name without the family's prefix.</summary>
    /// <exception cref="InvalidDataException">A layer lacks one of the two, or has something else.</exception>
    public Dictionary<string, (Tensor A, Tensor B)> ReadLayers(EncoderFamily family)
    {
        using var file = WeightFile.Open(WeightsPath);
        var tensors = file.Entries.Where(e => IsLora(e.Name)).ToDictionary(e => Bare(e.Name), e => file.Read(e.Name).to_type(ScalarType.Float32), StringComparer.Ordinal);
        var names = tensors.Keys.Select(k => k.EndsWith(A, StringComparison.Ordinal) || k.EndsWith(B, StringComparison.Ordinal) ? k[..^A.Length] : throw Fault($"tensor '{k}' is neither lora_A nor lora_B of a linear layer")).Distinct().ToArray();
        return names.ToDictionary(n => Normalised(n, family), n => (Half(n + A), Half(n + B)), StringComparer.Ordinal);

        Tensor Half(string key) => tensors.GetValueOrDefault(key) ?? throw Fault($"expected a tensor '{Prefix}{key}', found none");
    }

    /// <summary>What was trained beside the layers, under the names of a whole model.</summary>
    public IReadOnlyList<WeightEntry> Saved()
    {
        using var file = WeightFile.Open(WeightsPath);
        return [.. file.Entries.Where(e => !IsLora(e.Name)).Select(e => e with { Name = Bare(e.Name) })];
    }

    /// <summary>One of <see cref="Saved"/>; the caller owns it.</summary>
    public Tensor Read(string name)
    {
        using var file = WeightFile.Open(WeightsPath);
        return file.Read(file.Entries.First(e => Bare(e.Name) == name).Name);
    }

    /// <summary>A name as it is in a file of the bare encoder.</summary>
    public static string Normalised(string name, EncoderFamily family) => name.StartsWith(family.Prefix, StringComparison.Ordinal) ? name[family.Prefix.Length..] : name;

    /// <summary>Writes both files.</summary>
    /// <param name="saved">What was trained beside the layers, by the names of a whole model.</param>
    public static void Write(string folder, LoraAdapter adapter, EncoderFamily family, string? @base, IReadOnlyDictionary<string, Tensor> saved)
    {
        using var scope = NewDisposeScope();
        string[] modules = [.. saved.Keys.Select(k => Normalised(k, family).Split('.')[0]).Distinct()];
        new AdapterConfig(adapter.Options, @base) { ModulesToSave = modules }.Save(folder, adapter.Layers.Any(l => family.IsTransposed($"{l.Name}.weight")), family.LoraTargets);
        var layers = adapter.Layers.SelectMany(l => new[] { KeyValuePair.Create(l.Name + A, l.A), KeyValuePair.Create(l.Name + B, l.B) });
        SafetensorsWriter.Write(System.IO.Path.Combine(folder, AdapterConfig.WeightsFile), layers.Concat(saved).Select(t => KeyValuePair.Create(Prefix + t.Key, t.Value)).OrderBy(t => t.Key, StringComparer.Ordinal));
    }

    private static bool IsLora(string name) => name.Contains(".lora_", StringComparison.Ordinal);

    private static string Bare(string name)
    {
        if (name.StartsWith(Prefix, StringComparison.Ordinal)) name = name[Prefix.Length..];
        return name.Replace($"{Wrapped}default.", ".", StringComparison.Ordinal).Replace(Wrapped, ".", StringComparison.Ordinal);
    }

    private InvalidDataException Fault(string what) => new($"{WeightsPath}: {what}.");
}
