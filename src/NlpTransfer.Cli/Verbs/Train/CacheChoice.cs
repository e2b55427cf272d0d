using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What <c>--cache-memory</c> and the cache's keys of <c>--set</c> mean.</summary>
internal static partial class CacheChoice
{
    /// <summary>The option.</summary>
    public static readonly Option<string?> Memory = Typed.Text("--cache-memory", "SIZE",
        "memory for the output of frozen layers, which is computed once and read in every epoch, such as 500M or 2G; what is larger goes to a file, 0 always does, for later runs to read (default: a quarter of memory)");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Frozen layers", [Memory]);

    /// <summary>What feature-cache may be.</summary>
    public static readonly IReadOnlyDictionary<string, FeatureCacheMode> Modes =
        new Dictionary<string, FeatureCacheMode> { ["auto"] = FeatureCacheMode.Auto, ["always"] = FeatureCacheMode.Always, ["off"] = FeatureCacheMode.Off };

    /// <summary>What cache-precision may be.</summary>
    public static readonly IReadOnlyDictionary<string, FeaturePrecision> Precisions =
        new Dictionary<string, FeaturePrecision> { ["float32"] = FeaturePrecision.Float32, ["float16"] = FeaturePrecision.Float16 };

    /// <summary>The settings with the memory that was typed.</summary>
    /// <exception cref="UsageException">The size cannot be read.</exception>
    public static TrainingSettings Apply(VerbRun run, TrainingSettings settings) => run.Value(Memory) is { } text
        ? settings with { Training = settings.Training with { FeatureCache = settings.Training.FeatureCache with { Memory = Size(Memory.Name, text) } } }
        : settings;

    /// <summary>Bytes, from a number with K, M, G or T for powers of 1,024.</summary>
    /// <exception cref="UsageException">It is no size.</exception>
    public static long Size(string option, string text)
    {
        var match = SizeForm().Match(text);
        double bytes = match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * Math.Pow(1024, " KMGT".IndexOf(match.Groups[2].Value.ToUpperInvariant(), StringComparison.Ordinal)) : double.NaN;
        return bytes < long.MaxValue ? (long)bytes : throw new UsageException($"{option} must be a size such as 500M or 2G, was '{text}'.");
    }

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)([KMGTkmgt]?)B?$")]
    private static partial Regex SizeForm();
}
