using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NlpTransfer.Training;

/// <summary>The <c>manifest.json</c> of a checkpoint: what its files must be, to the byte.</summary>
/// <param name="FormatVersion">Raised when a reader of the version before would misread the folder.</param>
/// <param name="Step">Finished optimizer steps.</param>
/// <param name="IsBest">Whether it followed the best evaluation so far.</param>
/// <param name="Model">Hash of the model's tensor names, types and shapes.</param>
/// <param name="Files">By name.</param>
/// <param name="Sha256">Over all of the above.</param>
internal sealed record CheckpointManifest(
    int FormatVersion, long Step, bool IsBest, string Model, IReadOnlyDictionary<string, CheckpointFile> Files, string Sha256)
{
    public const string FileName = "manifest.json";

    private const int Version = 1;

    public static CheckpointManifest Create(long step, bool isBest, string model, IReadOnlyDictionary<string, CheckpointFile> files)
    {
        var manifest = new CheckpointManifest(Version, step, isBest, model, files, "");
        return manifest with { Sha256 = manifest.Digest() };
    }

    /// <summary>Reads the manifest alone, not the files.</summary>
    /// <exception cref="InvalidDataException">It is missing, damaged, or of a newer format.</exception>
    public static CheckpointManifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new InvalidDataException($"{FileName} is missing");
        var manifest = Parse(path);
        if (manifest.FormatVersion > Version) throw new InvalidDataException($"its format is {manifest.FormatVersion}, this library reads up to {Version}");
        return manifest.Sha256 == manifest.Digest() ? manifest : throw new InvalidDataException($"{FileName} does not fit its own checksum");
    }

    /// <exception cref="InvalidDataException">A file is missing, cut off, or changed.</exception>
    public void Check(string folder)
    {
        foreach (var (name, expected) in Files)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) throw new InvalidDataException($"{name} is missing");
            var length = new FileInfo(path).Length;
            if (length != expected.Bytes) throw new InvalidDataException($"{name} has {length} bytes, expected {expected.Bytes}");
            if (CheckpointFile.Of(path) != expected) throw new InvalidDataException($"{name} does not fit its checksum");
        }
    }

    private static CheckpointManifest Parse(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<CheckpointManifest>(File.ReadAllText(path), CheckpointJson.Indented);
            return manifest is { Files: not null, Sha256: not null } ? manifest : throw new InvalidDataException($"{FileName} is incomplete");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{FileName} is no valid JSON: {error.Message}", error);
        }
    }

    private string Digest()
    {
        var text = new StringBuilder(FormattableString.Invariant($"{FormatVersion}\n{Step}\n{IsBest}\n{Model}\n"));
        foreach (var (name, file) in Files.OrderBy(f => f.Key, StringComparer.Ordinal)) text.Append(FormattableString.Invariant($"{name}\n{file.Bytes}\n{file.Sha256}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
