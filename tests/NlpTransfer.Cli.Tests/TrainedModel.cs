namespace NlpTransfer.Cli.Tests;

/// <summary>One small classifier, trained once with the command line itself and shared by the tests that need one.</summary>
public sealed class TrainedModel : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What <c>train --json</c> returned.</summary>
    internal CliResult Training { get; private set; } = null!;

    /// <summary>The run's folder.</summary>
    public string Run => _folder["run"];

    /// <summary>The classifier's folder.</summary>
    public string Model => Path.Combine(Run, "model");

    public async ValueTask InitializeAsync() => Training = await CommandLineRunner.RunAsync(
        ["train", "--corpus", "sms-spam", "--vectors", "glove-100d-sample", "--backbone", "mean", "--epochs", "8",
            "--set", "learning-rate=0.05", "--out", Run, "--json", "--offline"]);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
