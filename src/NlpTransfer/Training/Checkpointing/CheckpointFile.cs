using System.Security.Cryptography;

namespace NlpTransfer.Training;

/// <summary>One file of a checkpoint, as its manifest describes it.</summary>
internal sealed record CheckpointFile(long Bytes, string Sha256)
{
    public static CheckpointFile Of(string path)
    {
        using var stream = File.OpenRead(path);
        return new(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
