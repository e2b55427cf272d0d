using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Worker;
using NlpTransfer.Worker.Models;

/// <summary>
/// A worker's <c>:predict</c> with models over word vectors: one request at a time against the direct call, and 32 at a time with and
/// without batching. Server and clients share this process and its cores, so what HTTP costs both sides bounds what batching can gain.
/// </summary>
internal static class PredictBenchmark
{
    private const string Model = "bench";
    private const int Single = 1_000, Concurrency = 32, Many = 4_000;

    internal static void Run(TextWriter output)
    {
        foreach (WordBackboneOptions backbone in new WordBackboneOptions[] { new PoolingOptions(), new CnnOptions(), new RecurrentOptions() }) Run(output, backbone);
    }

    private static void Run(TextWriter output, WordBackboneOptions backbone)
    {
        var folder = Directory.CreateTempSubdirectory("nlp-transfer-bench-").FullName;
        try
        {
            var texts = Train(Path.Combine(folder, "classifier"), backbone);
            var direct = Direct(Path.Combine(folder, "classifier"), texts);
            var batched = ServeAsync(folder, 64, texts).GetAwaiter().GetResult();
            var alone = ServeAsync(folder, 1, texts).GetAwaiter().GetResult();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{backbone.Name,-8} one at a time: p50 {batched.Single:F2} ms, {direct:F2} ms the direct call: {batched.Single - direct:F2} ms more, at most 2 wanted"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-8} {Concurrency} at a time: {batched.Throughput:F0} requests/s, {alone.Throughput:F0} without batching: {batched.Throughput / alone.Throughput:F1} times, at least 2 wanted; p99 {batched.P99:F1} ms, at most 100 wanted ({alone.P99:F1} without batching)"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Train(string folder, WordBackboneOptions backbone)
    {
        var paths = NlpTransferPaths.Default();
        var data = TextDataset.Load(paths.FindBuiltIn("corpora/sms-spam.csv")!, new TextDataOptions());
        using var vectors = WordVectors.Open(paths.FindBuiltIn("embeddings/glove-100d-sample.vectors")!);
        using var classifier = TextClassifier.Create(data, vectors, new() { Backbone = backbone });
        classifier.Save(folder); // how well it predicts makes no difference to the time
        return [.. data.Select(e => e.Text)];
    }

    private static double Direct(string folder, string[] texts)
    {
        using var classifier = TextClassifier.Load(folder);
        var times = new List<double>();
        for (var i = 0; i < Single; i++)
        {
            var began = Stopwatch.GetTimestamp();
            classifier.Predict(texts[i % texts.Length]);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times.Skip(Single / 5).Order().ElementAt(Single * 4 / 10);
    }

    private static async Task<(double Single, double Throughput, double P99)> ServeAsync(string folder, int maxBatch, string[] texts)
    {
        var options = new WorkerOptions { Folder = Path.Combine(folder, $"worker{maxBatch}"), MaxBatch = maxBatch };
        await using var app = WorkerApp.Build(options, new ListenOptions { Listen = "127.0.0.1:0" });
        await app.StartAsync();
        await app.Services.GetRequiredService<ModelRegistry>().AddAsync(Model, "bench", Path.Combine(folder, "classifier"), promote: true);
        var port = new Uri(app.Urls.First()).Port;
        byte[][] requests = [.. texts.Select(t => Request(JsonSerializer.SerializeToUtf8Bytes(new { texts = new[] { t } })))];
        var single = await AskAsync(port, requests, Single, 1);
        await AskAsync(port, requests, Many / 4, Concurrency);
        var began = Stopwatch.GetTimestamp();
        var many = await AskAsync(port, requests, Many, Concurrency);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await app.StopAsync();
        return (single.Skip(Single / 5).Order().ElementAt(Single * 4 / 10), Many / seconds, many.Order().ElementAt(Many * 99 / 100));
    }

    private static byte[] Request(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"POST /v1/models/{Model}:predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    // Bytes on sockets: what a client library costs is not the server's.
    private static async Task<double[]> AskAsync(int port, byte[][] requests, int count, int concurrency)
    {
        var times = new double[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[1 << 14];
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                var began = Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[i % requests.Length]);
                await AnswerAsync(socket, buffer);
                times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }));
        return times;
    }

    private static async Task AnswerAsync(Socket socket, byte[] buffer)
    {
        var (length, end) = (0, int.MaxValue);
        while (length < end)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) throw new InvalidOperationException("The server hung up.");
            length += read;
            if (end == int.MaxValue) end = End(buffer.AsSpan(0, length));
        }
        if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, length));
    }

    // Where the answer ends, once its header is there.
    private static int End(ReadOnlySpan<byte> answer)
    {
        var body = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (body < 4) return int.MaxValue;
        var value = answer[(answer.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        return Utf8Parser.TryParse(value, out int length, out _) ? body + length : throw new InvalidOperationException($"No length: {Encoding.UTF8.GetString(answer)}");
    }
}
