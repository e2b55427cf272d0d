using System.Security.Cryptography;
using System.Text;
using TorchSharp;

namespace NlpTransfer.Training;

/// <summary>
/// What features are known by: SHA-256 over everything that decides their bits and can be named. What cannot (the processor, how
/// a module computes) shows when the first block of a file is computed anew and compared.
/// </summary>
internal static class FeatureKey
{
    private const int Version = 1; // raised when files are written in another way

    /// <param name="data">The examples.</param>
    /// <param name="prefix">The frozen groups.</param>
    /// <param name="weights">Hash of what they hold.</param>
    /// <param name="layout">Which examples share a batch, and in which order they lie: a later version may cut batches otherwise.</param>
    public static string Of(ITrainingData data, FrozenPrefix prefix, string weights, FeaturePrecision precision, FeatureLayout layout)
    {
        string[] parts =
        [
            $"features {Version}", data.Fingerprint ?? "unnamed", prefix.Name, weights, precision.ToString(), torch.__version__, $"{torch.get_num_threads()} threads", prefix.Device, layout.Hash(),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
