namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>What the processor can do: the instruction sets that decide which kernels and precisions make sense.</summary>
internal static class CpuProbe
{
    private static readonly string[] Interesting = ["avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16"];

    /// <summary>Whether matrix products can use 512-bit registers.</summary>
    public static bool HasAvx512(string cpuInfo) => Flags(cpuInfo).Contains("avx512f");

    /// <summary>Model, cores, features.</summary>
    public static IEnumerable<Finding> Find(string cpuInfo, int usable)
    {
        string[] flags = Flags(cpuInfo);
        yield return new Finding("cpu", "model", Field(cpuInfo, "model name") is { Length: > 0 } model ? model : "unknown");
        yield return new Finding("cpu", "usable cores", $"{usable}");
        yield return Features(flags);
        yield return new Finding("cpu", "bfloat16", Bfloat16(flags));
    }

    private static Finding Features(string[] flags)
    {
        string present = string.Join(' ', Interesting.Where(flags.Contains));
        return flags.Contains("avx2")
            ? new Finding("cpu", "features", present)
            : new Finding("cpu", "features", present.Length == 0 ? "no AVX2" : present, FindingState.Warning,
                "without AVX2 training is several times slower; take a machine with AVX2 or AVX-512 if you can");
    }

    private static string Bfloat16(string[] flags) => flags.Contains("amx_bf16") ? "yes (AMX)"
        : flags.Contains("avx512_bf16") ? "yes (AVX-512)"
        : "no instructions for it; float32 is used";

    private static string[] Flags(string cpuInfo) => Field(cpuInfo, "flags").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Field(string cpuInfo, string name)
    {
        string? line = cpuInfo.Split('\n').FirstOrDefault(candidate => candidate.StartsWith(name, StringComparison.Ordinal));
        return line is null ? "" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
