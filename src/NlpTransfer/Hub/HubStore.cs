using System.Text.Json;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Hub;

/// <summary>Models of a Hugging Face style hub on this machine, fetched when they are asked for.</summary>
/// <remarks>
/// Each state of a model has a folder of its own, which is complete once its manifest is there, and never changes then. Files are
/// compared with the hub's digests: SHA-256 of large ones, git's own of small ones. A killed download is continued.
/// </remarks>
public sealed class HubStore
{
    private const string Manifest = "pull.json", References = "refs";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private readonly string root;
    private readonly HubOptions options;

    /// <param name="paths">Where models go. <value>null: <see cref="NlpTransferPaths.Default"/></value></param>
    /// <param name="options">Where they come from.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public HubStore(NlpTransferPaths? paths = null, HubOptions? options = null)
    {
        this.options = options ?? new();
        OptionsException.ThrowIfAny(nameof(HubOptions), this.options.Validate());
        root = (paths ?? NlpTransferPaths.Default()).HubModels;
    }

    /// <summary>The model as it was pulled last, or null. Never uses the network.</summary>
    /// <param name="name">As the hub calls it; one that cannot be a model's name is not there.</param>
    /// <param name="revision">A branch, a tag or a commit. <value>null: main</value></param>
    /// <exception cref="ArgumentException">The revision cannot be one.</exception>
    public HubModel? FindLocal(string name, string? revision = null)
    {
        if (!HubName.IsName(name)) return null;
        var wanted = HubName.Parse(name, revision);
        var reference = Path.Combine(root, wanted.Folder, References, wanted.Reference);
        return Complete(wanted, File.Exists(reference) ? File.ReadAllText(reference).Trim() : wanted.Revision);
    }

    /// <summary>As <see cref="PullAsync"/>, waiting for the end.</summary>
    public HubModel Pull(string name, string? revision = null, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellation = default) =>
        Task.Run(() => PullAsync(name, revision, progress, cancellation), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The model in the state that the hub has now; what is here already is not fetched again.</summary>
    /// <param name="name">As the hub calls it, such as <c>sentence-transformers/all-MiniLM-L6-v2</c>.</param>
    /// <param name="revision">A branch, a tag or a commit. <value>null: main</value></param>
    /// <param name="progress">Told of bytes, of all files together.</param>
    /// <param name="cancellation">Ends it; what came is kept for the next time.</param>
    /// <exception cref="ArgumentException">Name or revision cannot be one.</exception>
    /// <exception cref="CatalogueUnavailableException">It is not here and cannot be fetched: offline, no network, no such model, no permission.</exception>
    /// <exception cref="InvalidDataException">What came is not what the hub lists, or no model that can be used.</exception>
    public async Task<HubModel> PullAsync(string name, string? revision = null, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellation = default)
    {
        var wanted = HubName.Parse(name, revision);
        if (options.Offline)
            return FindLocal(name, revision) ?? throw new CatalogueUnavailableException($"{wanted} is not on this machine, and offline mode (--offline or NLPTRANSFER_OFFLINE) forbids fetching it.");
        using var connection = new HubConnection(options);
        var transfer = new HubTransfer(connection, options, wanted.ToString());
        var address = $"api/models/{name}/revision/{Uri.EscapeDataString(wanted.Revision)}?blobs=true";
        var listing = HubListing.Parse(await transfer.ReadAsync(address, cancellation).ConfigureAwait(false), address);
        var model = Complete(wanted, listing.Commit) ?? await FetchAsync(wanted, listing, transfer, progress, cancellation).ConfigureAwait(false);
        AtomicFile.Write(Path.Combine(root, wanted.Folder, References, wanted.Reference), file => file.Write(System.Text.Encoding.ASCII.GetBytes(listing.Commit)));
        return model;
    }

    private async Task<HubModel> FetchAsync(HubName wanted, HubListing listing, HubTransfer transfer, IProgress<CatalogueProgress>? progress, CancellationToken cancellation)
    {
        var folder = Path.Combine(root, wanted.Folder, listing.Commit);
        var files = HubSelection.Files(listing, wanted.ToString()).ToList();
        CheckSize(wanted, files);
        long before = 0;
        for (var i = 0; i < files.Count; i++) // an index among them adds the files it names
        {
            var (file, target) = (files[i], Path.Combine(folder, files[i].Path));
            var (done, total) = (before, files.Sum(f => f.Size));
            if (!await IsHereAsync(file, target, cancellation).ConfigureAwait(false))
                await transfer.DownloadAsync(Address(wanted, listing, file), file, target, bytes => progress?.Report(new(wanted.Name, CatalogueStage.Download, done + bytes, total)), cancellation).ConfigureAwait(false);
            before += file.Size;
            if (!HubSelection.IsIndex(file)) continue;
            files.AddRange(HubSelection.Shards(await File.ReadAllBytesAsync(target, cancellation).ConfigureAwait(false), listing, wanted.ToString()));
            CheckSize(wanted, files);
        }
        var model = new HubModel(wanted.Name, listing.Commit, folder, files.ToDictionary(f => f.Path, f => f.Size));
        AtomicFile.Write(Path.Combine(folder, Manifest), stream => JsonSerializer.Serialize(stream, new { model.Name, model.Commit, options.Endpoint, model.Files, Digests = files.ToDictionary(f => f.Path, f => f.Digest) }, Json));
        return model;
    }

    // Files of a download that was stopped are verified once more: a power cut can leave renamed files empty.
    private static async Task<bool> IsHereAsync(HubFile file, string target, CancellationToken cancellation) =>
        File.Exists(target) && new FileInfo(target).Length == file.Size && await HubDigest.OfAsync(target, file.Digest, cancellation).ConfigureAwait(false) == file.Digest;

    private static string Address(HubName wanted, HubListing listing, HubFile file) =>
        $"{wanted.Name}/resolve/{listing.Commit}/{string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString))}";

    private void CheckSize(HubName wanted, IReadOnlyList<HubFile> files)
    {
        var size = files.Sum(f => f.Size);
        if (size > options.MaxBytes) throw new InvalidDataException($"{wanted} has {size:N0} bytes, more than the {options.MaxBytes:N0} that MaxBytes allows.");
    }

    private HubModel? Complete(HubName wanted, string commit)
    {
        var folder = Path.Combine(root, wanted.Folder, commit);
        var manifest = Path.Combine(folder, Manifest);
        if (!File.Exists(manifest)) return null;
        var files = JsonSerializer.Deserialize<Recorded>(File.ReadAllBytes(manifest), Json)!.Files;
        return files.All(f => File.Exists(Path.Combine(folder, f.Key)) && new FileInfo(Path.Combine(folder, f.Key)).Length == f.Value) ? new(wanted.Name, commit, folder, files) : null;
    }

    private sealed record Recorded(Dictionary<string, long> Files);
}
