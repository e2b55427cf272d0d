using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NlpTransfer.Tests.Hub;

/// <summary>A hub on this machine that misbehaves as a test tells it, answer by answer.</summary>
internal sealed class FakeHub : IDisposable
{
    public const string Model = "someone/small-encoder", Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;
    private readonly List<TcpClient> held = []; // connections that stay open and say nothing more
    private bool stalled;

    public FakeHub(params (string Path, byte[] Content)[] files)
    {
        Files = files.ToDictionary(f => f.Path, f => f.Content);
        listener.Start();
        Endpoint = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        serving = Task.Run(ServeAsync);
    }

    public string Endpoint { get; }

    public Dictionary<string, byte[]> Files { get; }

    /// <summary>What happens to the next answers that bring a file, in turn; null is as it should be.</summary>
    public Queue<Fault?> Faults { get; } = new();

    /// <summary>Path, first byte and token of each request, in order.</summary>
    public List<(string Path, long From, string? Token)> Requests { get; } = [];

    /// <summary>What each request for the list is answered with; 200 gives it.</summary>
    public string ListStatus { get; set; } = "200 OK";

    /// <summary>Where files are redirected to; null serves them.</summary>
    public string? RedirectTo { get; set; }

    public int FileRequests => Requests.Count(r => !r.Path.StartsWith("/api/", StringComparison.Ordinal));

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        serving.Wait();
        held.ForEach(client => client.Dispose());
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                stalled = false;
                await AnswerAsync(client.GetStream());
                if (stalled) held.Add(client);
                else client.Dispose();
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // the client went away, as some tests want it to, or the test is over
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var head = await HeadAsync(stream);
        var path = Uri.UnescapeDataString(head[0].Split(' ')[1]);
        var from = head.FirstOrDefault(l => l.StartsWith("Range: bytes=", StringComparison.Ordinal)) is { } range ? long.Parse(range[13..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        Requests.Add((path, from, head.FirstOrDefault(l => l.StartsWith("Authorization: ", StringComparison.Ordinal))?[15..]));
        if (path.StartsWith("/api/", StringComparison.Ordinal)) await WriteAsync(stream, ListStatus, "", List());
        else if (RedirectTo is not null) await WriteAsync(stream, "302 Found", $"Location: {RedirectTo}{path}\r\n", []);
        else await SendFileAsync(stream, path[(path.IndexOf(Commit, StringComparison.Ordinal) + Commit.Length + 1)..], from);
    }

    private async Task SendFileAsync(NetworkStream stream, string file, long from)
    {
        var fault = Faults.Count > 0 ? Faults.Dequeue() : null;
        var content = Files[file];
        if (fault is Fault.WrongBytes) content = [.. content.Select(b => (byte)~b)];
        if (fault is Fault.Busy) await WriteAsync(stream, "503 Service Unavailable", "", []);
        else if (fault is Fault.Drop or Fault.Stall)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Status(from, content.Length)}Content-Length: {content.Length - from}\r\n\r\n"));
            await stream.WriteAsync(content.AsMemory((int)from, (int)(content.Length - from) / 2));
            stalled = fault is Fault.Stall;
        }
        else if (fault is Fault.ForgetsRanges) await WriteAsync(stream, "200 OK", "", content);
        else if (fault is Fault.AnnouncesMore) await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length + 5}\r\n\r\n"));
        else if (fault is Fault.SendsMore) await stream.WriteAsync((byte[])[.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. content, .. content]);
        else await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 {Status(from, content.Length)}Content-Length: {content.Length - from}\r\nConnection: close\r\n\r\n"), .. content[(int)from..]]);
    }

    private static string Status(long from, long length) => from == 0 ? "200 OK\r\n" : $"206 Partial Content\r\nContent-Range: bytes {from}-{length - 1}/{length}\r\n";

    // Large files by their SHA-256, small ones by git's digest, as hubs do.
    private byte[] List() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = Model,
        sha = Commit,
        siblings = Files.Select(f => f.Key.EndsWith(".safetensors", StringComparison.Ordinal) || f.Key.EndsWith(".bin", StringComparison.Ordinal)
            ? (object)new { rfilename = f.Key, size = f.Value.Length, blobId = new string('a', 40), lfs = new { sha256 = Convert.ToHexStringLower(SHA256.HashData(f.Value)), size = f.Value.Length } }
            : new { rfilename = f.Key, size = f.Value.Length, blobId = Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {f.Value.Length}\0"), .. f.Value])) }),
    });

    private static async Task WriteAsync(NetworkStream stream, string status, string headers, byte[] body) =>
        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body]);

    private static async Task<List<string>> HeadAsync(NetworkStream stream)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] != '\n')
            {
                line.Append((char)one[0]);
                continue;
            }
            var text = line.ToString().TrimEnd('\r');
            if (text.Length == 0) return lines;
            lines.Add(text);
            line.Clear();
        }
        throw new IOException("The request ended early.");
    }

    /// <summary>What can go wrong with an answer.</summary>
    internal enum Fault { Drop, Stall, Busy, WrongBytes, AnnouncesMore, SendsMore, ForgetsRanges }
}
