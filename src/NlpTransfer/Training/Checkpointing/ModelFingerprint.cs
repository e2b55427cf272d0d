using System.Security.Cryptography;
using System.Text;
using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Hashes that tell whether a checkpoint fits a model, and whether a model starts from the same weights.</summary>
internal static class ModelFingerprint
{
    /// <summary>Of names, types and shapes.</summary>
    public static string OfShapes(LayeredModel model) => Hash(string.Join('\n',
        model.state_dict().Select(t => $"{t.Key} {t.Value.dtype} [{string.Join(", ", t.Value.shape)}]")));

    /// <summary>Of a group's weights and buffers.</summary>
    public static string OfWeights(LayerGroup group)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, value) in group.State.Where(s => s.Value.numel() > 0)) hash.AppendData(value.detach().cpu().contiguous().bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
