using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using NlpTransfer.Worker.Jobs;

namespace NlpTransfer.Worker.Http;

/// <summary>
/// A job as server-sent events: <c>state</c>, <c>metrics</c> (a line of metrics.jsonl), <c>log</c>, and <c>end</c>. An event's id says how far everything
/// was sent, so that a client which lost the connection goes on there. A training that is continued writes the same bytes again, so places in its files stay valid.
/// </summary>
internal sealed class JobEvents(JobQueue queue, JobFiles files, IHostApplicationLifetime host)
{
    private const int MostBytesAtOnce = 1 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), Alive = TimeSpan.FromSeconds(10);

    public async Task<IResult> StreamAsync(HttpContext context, string id)
    {
        await queue.GetAsync(id); // 404 before the stream begins
        var response = context.Response;
        response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method)) return Results.Empty; // whoever asks for no body would wait for the job's end
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var place = Place.Parse(context.Request.Headers["Last-Event-ID"].ToString());
        var quiet = TimeSpan.Zero;
        try
        {
            while (true)
            {
                var job = await queue.GetAsync(id);
                var sent = await SendAsync(response, job, place, stop.Token);
                if (job.IsOver && !sent)
                {
                    await WriteAsync(response, "end", place, JsonSerializer.Serialize(new { job.State }, WorkerJson.Options), stop.Token);
                    return Results.Empty;
                }
                quiet = sent ? TimeSpan.Zero : quiet + Look;
                if (quiet >= Alive)
                {
                    await response.WriteAsync(": alive\n\n", stop.Token);
                    quiet = TimeSpan.Zero;
                }
                await response.Body.FlushAsync(stop.Token);
                if (!sent) await Task.Delay(Look, stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Results.Empty;
        }
    }

    private async Task<bool> SendAsync(HttpResponse response, Job job, Place place, CancellationToken stop)
    {
        var sent = false;
        foreach (var change in await queue.ChangesAsync(job.Id, place.Change))
        {
            place.Change = change.Sequence;
            await WriteAsync(response, "state", place, JsonSerializer.Serialize(change, WorkerJson.Options), stop);
            sent = true;
        }
        if (files.Latest(job) is not { } folder) return sent;
        foreach (var (line, end) in Lines(Path.Combine(folder, "metrics.jsonl"), place.Metrics))
        {
            place.Metrics = end;
            await WriteAsync(response, "metrics", place, line, stop);
            sent = true;
        }
        foreach (var (line, end) in Lines(JobFiles.Output(folder), place.Log))
        {
            place.Log = end;
            await WriteAsync(response, "log", place, JsonSerializer.Serialize(line, WorkerJson.Options), stop);
            sent = true;
        }
        return sent;
    }

    // Whole lines from a place on, each with the place behind it.
    private static List<(string Line, long End)> Lines(string path, long from)
    {
        var (lines, bytes) = (new List<(string, long)>(), Bytes(path, from));
        for (int start = 0, end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
            if (end > start) lines.Add((Encoding.UTF8.GetString(bytes, start, end - start), from + end + 1));
        return lines;
    }

    private static byte[] Bytes(string path, long from)
    {
        if (!File.Exists(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length <= from) return [];
        file.Seek(from, SeekOrigin.Begin);
        var bytes = new byte[(int)Math.Min(MostBytesAtOnce, file.Length - from)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static Task WriteAsync(HttpResponse response, string type, Place place, string data, CancellationToken stop) =>
        response.WriteAsync($"event: {type}\nid: {place}\ndata: {data}\n\n", stop);

    private sealed class Place
    {
        public int Change;
        public long Metrics, Log;

        public static Place Parse(string text) => text.Split('-') is [var change, var metrics, var log]
            && int.TryParse(change, NumberStyles.None, CultureInfo.InvariantCulture, out var c) && long.TryParse(metrics, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && long.TryParse(log, NumberStyles.None, CultureInfo.InvariantCulture, out var l)
                ? new Place { Change = c, Metrics = m, Log = l }
                : new Place();

        public override string ToString() => FormattableString.Invariant($"{Change}-{Metrics}-{Log}");
    }
}
