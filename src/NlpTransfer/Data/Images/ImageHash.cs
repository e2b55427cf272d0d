using System.Security.Cryptography;
using System.Text;

namespace NlpTransfer.Data;

/// <summary>SHA-256 over pictures as they lie on disk.</summary>
internal static class ImageHash
{
    public static string Of(IReadOnlyList<ImageExample> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (content, label) in OfEach(examples).Zip(examples.Select(e => e.Label)))
        {
            hash.AppendData(content);
            hash.AppendData(Encoding.UTF8.GetBytes(label is null ? "\0" : $"\u0001{label}\0"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>One of each, in order; files are read several at a time.</summary>
    public static byte[][] OfEach(IReadOnlyList<ImageExample> examples, CancellationToken cancellation = default) =>
        [.. examples.AsParallel().AsOrdered().WithCancellation(cancellation).Select(e => Of(e.Content))];

    private static byte[] Of(ImageContent content)
    {
        if (content is GreyPixels grey) return SHA256.HashData([.. BitConverter.GetBytes(grey.Width), .. grey.Values.Span]);
        using var file = File.OpenRead(((ImageFile)content).Path);
        return SHA256.HashData(file);
    }
}
