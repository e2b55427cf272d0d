using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace NlpTransfer.Worker.Tests;

/// <summary>A worker inside this process, behind a real server on a free port.</summary>
internal sealed class HostedWorker : IAsyncDisposable
{
    private readonly WebApplication app;

    private HostedWorker(WebApplication app) => (this.app, Client) = (app, new WorkerClient(new Uri(app.Urls.First())));

    public WorkerClient Client { get; }

    public T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<HostedWorker> StartAsync(string folder, Func<WorkerOptions, WorkerOptions>? change = null)
    {
        var options = new WorkerOptions { Folder = folder, Offline = true, Lease = TimeSpan.FromMinutes(1), RequestsPerSecond = 100_000 };
        var app = WorkerApp.Build(change?.Invoke(options) ?? options, new ListenOptions { Listen = "127.0.0.1:0" });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new HostedWorker(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
