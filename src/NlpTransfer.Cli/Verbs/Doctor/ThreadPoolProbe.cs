namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>
/// Which BLAS is loaded and whether it shares its threads with libtorch. Two pools on the same cores cost a factor
/// of 2 to 8, because the waiting threads of one spin while the other works.
/// </summary>
internal static class ThreadPoolProbe
{
    private const string Remedy =
        "install the OpenMP flavour: sudo apt-get install libopenblas0-openmp; until then OMP_WAIT_POLICY=PASSIVE halves the loss";

    /// <summary>BLAS flavour and the OpenMP runtimes in this process.</summary>
    public static IEnumerable<Finding> Find(LoadedLibraries libraries)
    {
        yield return Blas(libraries);
        string[] pools = [.. new[] { "libgomp", "libiomp", "libomp" }.SelectMany(libraries.FindAll).Select(path => Path.GetFileName(path))];
        yield return pools.Length <= 1
            ? new Finding("torch", "OpenMP", pools.Length == 0 ? "none loaded" : pools[0])
            : new Finding("torch", "OpenMP", string.Join(" and ", pools), FindingState.Warning,
                "two OpenMP runtimes fight for the same cores; let all libraries link the same one");
    }

    private static Finding Blas(LoadedLibraries libraries)
    {
        if (libraries.Find("libopenblas") is { } openblas)
            return OpenBlas(openblas);
        if (libraries.Find("libmkl") is { } mkl)
            return new Finding("torch", "BLAS", $"MKL ({mkl})");
        return libraries.Find("libblas") is { } reference
            ? new Finding("torch", "BLAS", $"reference BLAS ({reference})", FindingState.Warning, "it is 20 to 50 times slower; " + Remedy)
            : new Finding("torch", "BLAS", "inside libtorch or not loaded yet");
    }

    private static Finding OpenBlas(string path)
    {
        string flavour = Path.GetFileName(path) switch
        {
            // Debian gives both flavours the same file name; only the folder tells them apart.
            _ when path.Contains("openmp", StringComparison.Ordinal) => "OpenMP",
            var name when name.StartsWith("libopenblaso", StringComparison.Ordinal) => "OpenMP",
            var name when name.StartsWith("libopenblasp", StringComparison.Ordinal) => "own threads",
            _ => "unknown flavour",
        };
        return flavour == "own threads"
            ? new Finding("torch", "BLAS", $"OpenBLAS with {flavour} ({path})", FindingState.Warning, Remedy)
            : new Finding("torch", "BLAS", $"OpenBLAS, {flavour} ({path})");
    }
}
