using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NlpTransfer.Worker.Http;

namespace NlpTransfer.Worker;

/// <summary>The worker as a program of its own: what <c>nlp-transfer worker</c> runs.</summary>
public static class WorkerApp
{
    private static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>Builds it; <c>RunAsync</c> of the result runs until SIGTERM or Ctrl+C.</summary>
    /// <exception cref="OptionsException">The options have faults, or would open it to others without keys or encryption.</exception>
    public static WebApplication Build(WorkerOptions options, ListenOptions listen)
    {
        OptionsException.ThrowIfAny(nameof(ListenOptions), listen.Validate(hasKeys: options.KeyFile is not null));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "nlp-transfer" });
        builder.Logging.ClearProviders().AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss'Z' "));
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, listen));
        if (listen.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddNlpTransferWorker(options);
        var app = builder.Build();
        app.MapNlpTransferWorker();
        app.MapFallback("{*path}", app.Services.GetRequiredService<ApiGate>().Guard("(none)", Role.None, _ => Task.FromResult(ApiGate.Problem(404, "Not found", "There is nothing at this address; /openapi.json lists what there is."))));
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, WorkerOptions options, ListenOptions listen)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        kestrel.Limits.RequestHeadersTimeout = Headers;
        kestrel.Limits.MaxConcurrentConnections = 1000;
        var address = listen.Address();
        if (listen.Certificate is null) kestrel.Listen(address);
        else kestrel.Listen(address, on => on.UseHttps(X509Certificate2.CreateFromPemFile(listen.Certificate, listen.CertificateKey)));
    }
}
