using NlpTransfer.Checkpoints;

namespace NlpTransfer.Cli.Verbs;

/// <summary>What the formats of weight files are called on the command line.</summary>
internal static class WeightFormats
{
    /// <summary>The name of a format.</summary>
    public static string NameOf(WeightFormat format) => format switch
    {
        WeightFormat.TorchZip => "PyTorch archive",
        WeightFormat.TorchLegacy => "PyTorch file from before 1.6",
        WeightFormat.Sharded => "weights in shards",
        _ => "safetensors",
    };
}
