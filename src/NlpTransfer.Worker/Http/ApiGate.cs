using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using NlpTransfer.Worker.Security;

namespace NlpTransfer.Worker.Http;

/// <summary>What every request passes: where it comes from, how often, with which key; and how faults become problem details.</summary>
internal sealed partial class ApiGate : IDisposable
{
    private readonly WorkerOptions options;
    private readonly Sessions sessions;
    private readonly WorkerMetrics metrics;
    private readonly ILogger<ApiGate> log;
    private readonly ApiKeys? keys;
    private readonly PartitionedRateLimiter<string> rates;

    public ApiGate(WorkerOptions options, Sessions sessions, WorkerMetrics metrics, ILogger<ApiGate> log)
    {
        (this.options, this.sessions, this.metrics, this.log) = (options, sessions, metrics, log);
        keys = options.KeyFile is { } file ? ApiKeys.Load(file) : null;
        var atOnce = Math.Max(1, options.RequestsPerSecond / 10);
        rates = PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerSecond * 2,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)atOnce / options.RequestsPerSecond),
            QueueLimit = 0,
        }));
    }

    /// <summary>Whether anybody must say who they are.</summary>
    public bool NeedsKey => keys is not null;

    /// <summary>A request's way to its handler.</summary>
    /// <param name="isLimited">Whether it counts for the rate; prediction has a queue of its own.</param>
    public RequestDelegate Guard(string route, Role needed, Func<HttpContext, Task<IResult>> handler, bool isLimited = true) => async context =>
    {
        var began = Stopwatch.GetTimestamp();
        Headers(context.Response.Headers);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.MaxRequestBytes;
        var result = await AnswerAsync(context, needed, handler, isLimited);
        await result.ExecuteAsync(context);
        metrics.Request(route, context.Request.Method, context.Response.StatusCode, Stopwatch.GetElapsedTime(began));
    };

    /// <summary>Who a key belongs to.</summary>
    public (string Name, Role Role)? Find(string key) => keys?.Find(key);

    /// <summary>The role of a request's key or session; everything where no keys are asked for.</summary>
    public Role RoleOf(HttpContext context) => Who(context)?.Role ?? Role.None;

    public void Dispose() => rates.Dispose();

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="JobException">It is not what was expected.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) throw new JobException(JobFault.Invalid, "Expected a body of Content-Type application/json.");
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.BodyReader, WorkerJson.Options, context.RequestAborted) ?? throw new JobException(JobFault.Invalid, "Expected a JSON object, found null.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new JobException(JobFault.Invalid, Sentence(error));
        }
    }

    private async Task<IResult> AnswerAsync(HttpContext context, Role needed, Func<HttpContext, Task<IResult>> handler, bool isLimited)
    {
        try
        {
            if (!IsExpectedHost(context)) return Problem(421, "Wrong host", "This worker answers on the loopback only; its address must be localhost or 127.0.0.1.");
            if (!IsOwnOrigin(context)) return Problem(403, "Other origin", "A page of another site asked for this.");
            var who = Who(context);
            if (isLimited && !rates.AttemptAcquire(who?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? "").IsAcquired)
            {
                context.Response.Headers.RetryAfter = "1";
                return Problem(429, "Too many requests", $"At most {options.RequestsPerSecond} requests a second; try again in a second.");
            }
            if (needed != Role.None && who is null)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return Problem(401, "No key", "Give an API key: Authorization: Bearer KEY.");
            }
            if (who is { } holder && holder.Role < needed) return Problem(403, "Not allowed", $"This needs a key with the role {needed.ToString().ToLowerInvariant()}.");
            return await handler(context);
        }
        catch (JobException refused)
        {
            return Problem(Status(refused.Fault), Title(refused.Fault), refused.Message);
        }
        catch (BadHttpRequestException bad)
        {
            return Problem(bad.StatusCode, bad.StatusCode == 413 ? "Too large" : "Bad request", bad.StatusCode == 413 ? $"At most {options.MaxRequestBytes} bytes." : "The request cannot be read.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty; // nobody listens any more
        }
        catch (Exception error) when (error is System.Data.Common.DbException or Quartz.SchedulerException)
        {
            Unexpected(log, context.Request.Method, error);
            return Problem(503, "Store does not answer", "The worker's store does not answer; try again later.");
        }
        catch (Exception error) when (error is not (OutOfMemoryException or StackOverflowException))
        {
            Unexpected(log, context.Request.Method, error);
            return Problem(500, "Internal error", "The worker's log has the reason.");
        }
    }

    private (string Name, Role Role)? Who(HttpContext context)
    {
        if (keys is null) return ("", Role.Admin);
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.Ordinal)) return keys.Find(header["Bearer ".Length..]);
        return context.Request.Cookies[Sessions.Cookie] is { } word ? sessions.Find(word) : null;
    }

    // A page elsewhere whose name was made to lead to 127.0.0.1 would speak for whoever sits at this machine; behind keys it has none.
    private bool IsExpectedHost(HttpContext context) => NeedsKey || context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOwnOrigin(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) return true;
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == context.Request.Host.Value);
    }

    private static void Headers(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }

    public static IResult Problem(int status, string title, string detail) =>
        Results.Json(new ProblemBody($"https://www.rfc-editor.org/rfc/rfc9110#status.{status.ToString(CultureInfo.InvariantCulture)}", title, status, detail), WorkerJson.Options, "application/problem+json", status);

    private static int Status(JobFault fault) => fault switch { JobFault.NotFound => 404, JobFault.Conflict => 409, JobFault.DoesNotFit => 422, JobFault.Busy => 503, _ => 400 };

    private static string Title(JobFault fault) => fault switch { JobFault.NotFound => "Not found", JobFault.Conflict => "Conflict", JobFault.DoesNotFit => "Does not fit", JobFault.Busy => "Busy", _ => "Invalid request" };

    // The reader's own message may quote what was sent.
    private static string Sentence(Exception error) => error is JsonException { Path: { Length: > 0 } path } json
        ? $"The JSON cannot be used at {path[..Math.Min(path.Length, 80)]}, line {json.LineNumber + 1}: a field that is not known, missing or twice there, or a value of another type."
        : "The body is no JSON of the expected form.";

    private sealed record ProblemBody(string Type, string Title, int Status, string Detail);

    [LoggerMessage(LogLevel.Error, "A {Method} request failed")]
    private static partial void Unexpected(ILogger logger, string method, Exception error);
}
