using System.Security.Cryptography;

namespace NlpTransfer.Training;

/// <summary>One file of a checkpoint, as its manifest describes it.</summary>
internal sealed record CheckpointFile(long Bytes, string Sha256)
{
    /// <summary>Of what is in a file.</summary>
    public static CheckpointFile Of(string path)
    {
        using var stream = File.OpenRead(path);
        return new(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Of what was written with a hash beside it.</summary>
    public static CheckpointFile Written(string path, IncrementalHash hash) => new(new FileInfo(path).Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
}
