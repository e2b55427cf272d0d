using System.Diagnostics;

namespace NlpTransfer.Worker.Tests.Storage;

/// <summary>A PostgreSQL of the test's own, in a temporary folder, reached through a socket in it.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string Installed = "/usr/lib/postgresql";

    private readonly TemporaryFolder folder = new();
    private readonly Process? server;
    private int databases;

    public PostgresServer()
    {
        if (Programs is not { } programs) return;
        var data = folder["data"];
        Directory.CreateDirectory(data);
        if (Environment.IsPrivilegedProcess) Run("chown", "-R", "postgres:postgres", folder.Root);
        Run([.. AsPostgres, Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]);
        server = Process.Start(Info([.. AsPostgres, Path.Combine(programs, "postgres"), "-D", data, "-k", folder.Root, "-c", "listen_addresses=", "-c", "fsync=off"]));
        for (var i = 0; !Try(programs, "select 1"); i++)
        {
            if (i == 600 || server!.HasExited) throw new InvalidOperationException("PostgreSQL did not start.");
            Thread.Sleep(100);
        }
    }

    /// <summary>Where its programs are; null when it is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists(Installed) ? Directory.GetDirectories(Installed).Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "postgres"))) : null;

    // It refuses to run as root.
    private static string[] AsPostgres => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    /// <summary>A new database, as <c>--store</c> names it.</summary>
    public string NewStore()
    {
        Assert.SkipWhen(Programs is null, "PostgreSQL is not installed; './test' installs it (apt-get install postgresql).");
        var name = $"worker{Interlocked.Increment(ref databases)}";
        Assert.True(Try(Programs!, $"create database {name}"));
        return $"postgres:Host={folder.Root};Username=postgres;Database={name};Maximum Pool Size=20";
    }

    public void Dispose()
    {
        if (server is not null)
        {
            Run("kill", "-INT", $"{server.Id}"); // a fast shutdown
            server.WaitForExit(60_000);
            server.Dispose();
        }
        folder.Dispose();
    }

    private bool Try(string programs, string sql)
    {
        using var process = Process.Start(Info([Path.Combine(programs, "psql"), "-h", folder.Root, "-U", "postgres", "-c", sql]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(Info(command))!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {error}");
    }

    private static ProcessStartInfo Info(string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        info.Environment["PGOPTIONS"] = "";
        return info;
    }
}
