namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>The settings that decide how fast libtorch runs, and who set them.</summary>
internal static class RuntimeSettingsProbe
{
    private static readonly string[] Names =
    [
        "OMP_WAIT_POLICY", "OMP_NUM_THREADS", "GOMP_SPINCOUNT", "ATEN_CPU_CAPABILITY", "OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS",
        "NLPTRANSFER_STOCK_RUNTIME", "NLPTRANSFER_STOCK_KERNELS", "NLPTRANSFER_SHIM", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TOP_PAD_", "LD_PRELOAD",
    ];

    /// <summary>What the user has set; to be asked before torch is touched, which sets the rest.</summary>
    public static IReadOnlyDictionary<string, string> Given() => Names
        .Where(name => Environment.GetEnvironmentVariable(name) is not null)
        .ToDictionary(name => name, name => Environment.GetEnvironmentVariable(name)!);

    /// <summary>One finding a setting that has a value.</summary>
    public static IEnumerable<Finding> Find(Func<string, string?> native, IReadOnlyDictionary<string, string> given, bool avx512)
    {
        foreach (string name in Names)
            if (native(name) is { } value)
                yield return new Finding("settings", name, given.GetValueOrDefault(name) == value ? $"{value} (yours)" : $"{value} (set by nlp-transfer)");
        if (native("OMP_WAIT_POLICY")?.Equals("ACTIVE", StringComparison.OrdinalIgnoreCase) == true)
            yield return new Finding("settings", "waiting threads", "spin", FindingState.Warning,
                "spinning threads take the cores from others; unset OMP_WAIT_POLICY, or set it to PASSIVE");
        if (avx512 && given.GetValueOrDefault("OPENBLAS_CORETYPE")?.Equals("HASWELL", StringComparison.OrdinalIgnoreCase) == true)
            yield return new Finding("settings", "OpenBLAS kernels", "AVX2 ones on a processor with AVX-512", FindingState.Warning,
                "unset OPENBLAS_CORETYPE: matrix products may be up to twice as fast");
    }
}
