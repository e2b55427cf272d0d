using System.Net;
using System.Net.Http.Headers;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Hub;

/// <summary>Brings one answer of a hub, again and again where the connection fails, each time from where it stood.</summary>
/// <param name="model">For messages.</param>
internal sealed class HubTransfer(HubConnection connection, HubOptions options, string model)
{
    private const int BufferBytes = 1 << 16, MostListingBytes = 64 << 20;

    /// <summary>A small answer as a whole.</summary>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        byte[]? content = null;
        await RetryAsync(async () =>
        {
            using var body = new MemoryStream();
            await CopyAsync(path, body, 0, MostListingBytes, null, cancellation).ConfigureAwait(false);
            content = body.ToArray();
        }, () => 0, cancellation).ConfigureAwait(false);
        return content!;
    }

    /// <summary>A file, verified, under its final name. What an earlier process left of it is continued.</summary>
    /// <exception cref="InvalidDataException">What came is not what the hub lists.</exception>
    /// <exception cref="CatalogueUnavailableException">The hub does not have it, does not give it, or cannot be reached.</exception>
    public async Task DownloadAsync(string path, HubFile file, string target, Action<long> progress, CancellationToken cancellation)
    {
        var partial = $"{target}.{file.Digest[..12]}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        for (var isSecond = false; ; isSecond = true)
        {
            await FillAsync(path, file, partial, progress, cancellation).ConfigureAwait(false);
            var found = await HubDigest.OfAsync(partial, file.Digest, cancellation).ConfigureAwait(false);
            if (found == file.Digest) break;
            File.Delete(partial); // what was joined of two attempts may be wrong where each of them was right: once more, from the start
            if (isSecond) throw new InvalidDataException($"{file.Path} of {model} should hash to {file.Digest}, but what came ({file.Size} bytes) twice did not, the second time to {found}; it was not used.");
        }
        File.Move(partial, target, overwrite: true);
    }

    private async Task FillAsync(string path, HubFile file, string partial, Action<long> progress, CancellationToken cancellation)
    {
        await using var stream = Open(partial);
        if (stream.Length > file.Size) stream.SetLength(0);
        stream.Position = stream.Length;
        await RetryAsync(async () =>
        {
            if (stream.Length < file.Size) await CopyAsync(path, stream, stream.Length, file.Size, progress, cancellation).ConfigureAwait(false);
            if (stream.Length < file.Size) throw new IOException($"the connection ended after {stream.Length} of {file.Size} bytes");
        }, () => stream.Length, cancellation).ConfigureAwait(false);
        stream.Flush(flushToDisk: true);
    }

    private FileStream Open(string partial)
    {
        try
        {
            return new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, BufferBytes, useAsync: true);
        }
        catch (IOException busy) when (File.Exists(partial))
        {
            throw new CatalogueUnavailableException($"{model} is being fetched by another process, which holds {partial}; wait for it.", busy);
        }
    }

    private async Task CopyAsync(string path, Stream target, long from, long size, Action<long>? progress, CancellationToken cancellation)
    {
        using var response = await connection.GetAsync(path, from, cancellation).ConfigureAwait(false);
        HubRefusal.ThrowIfFinal(response, model, path);
        if (from > 0 && !Continues(response.Content.Headers.ContentRange, response.StatusCode, from)) (target.Position, from) = (0, 0);
        if (from == 0) target.SetLength(0);
        if (progress is not null && response.Content.Headers.ContentLength is { } announced && announced != size - from)
            throw new InvalidDataException($"{path} of {model} is announced with {announced} bytes, where the hub lists {size - from}; it was not used.");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        while (await Patience.WithinAsync(options.StallTimeout, "the hub", async stop => await body.ReadAsync(buffer, stop).ConfigureAwait(false), cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            if (target.Length + read > size) throw new InvalidDataException($"{path} of {model} is longer than {size} bytes; it was not used.");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            progress?.Invoke(target.Length);
        }
    }

    // A server that does not know ranges sends everything again.
    private static bool Continues(ContentRangeHeaderValue? range, HttpStatusCode status, long from) => status == HttpStatusCode.PartialContent && range?.From == from;

    private async Task RetryAsync(Func<Task> work, Func<long> done, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            var before = done();
            try
            {
                await work().ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (error is HttpRequestException or TimeoutException or IOException and not CatalogueUnavailableException)
            {
                failures = done() > before ? 1 : failures + 1;
                if (failures >= options.Attempts) throw new CatalogueUnavailableException($"{model} could not be fetched from {options.Endpoint} ({error.Message}); what came is kept, and the next attempt goes on from there.", error);
                await Task.Delay(options.RetryDelay * Math.Pow(2, failures - 1), cancellation).ConfigureAwait(false);
            }
        }
    }
}
