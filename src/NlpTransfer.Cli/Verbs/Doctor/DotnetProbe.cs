using System.Runtime.InteropServices;

namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>The .NET runtime that runs this, and the SDKs beside it.</summary>
internal static class DotnetProbe
{
    /// <summary>Runtime and SDK.</summary>
    public static IEnumerable<Finding> Find()
    {
        yield return new Finding("dotnet", "runtime", RuntimeInformation.FrameworkDescription);
        string[] sdks = Sdks();
        yield return sdks.Any(version => version.StartsWith("10.", StringComparison.Ordinal))
            ? new Finding("dotnet", "SDK", string.Join(", ", sdks))
            : new Finding("dotnet", "SDK", sdks.Length == 0 ? "none" : string.Join(", ", sdks), FindingState.Warning,
                "running needs none, building needs the .NET 10 SDK: https://dotnet.microsoft.com/download");
        yield return new Finding("dotnet", "system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
    }

    private static string[] Sdks()
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk"));
        return Directory.Exists(root) ? [.. Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
    }
}
