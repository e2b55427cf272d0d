using System.Security.Cryptography;
using System.Text;

namespace NlpTransfer.Hub;

/// <summary>What the content of a file hashes to, in the way that the hub's own digest was made.</summary>
internal static class HubDigest
{
    private const int GitDigits = 40, BufferBytes = 1 << 20;

    /// <summary>Lower-case hexadecimal digits, as many as <paramref name="expected"/> has.</summary>
    public static async Task<string> OfAsync(string path, string expected, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);
        using var hash = IncrementalHash.CreateHash(expected.Length == GitDigits ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256);
        if (expected.Length == GitDigits) hash.AppendData(Encoding.ASCII.GetBytes($"blob {file.Length}\0")); // how git hashes a blob; no other digest of small files is published
        var buffer = new byte[BufferBytes];
        while (await file.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var read) hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
