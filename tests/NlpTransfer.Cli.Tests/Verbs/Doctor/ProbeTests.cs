using NlpTransfer.Cli.Verbs.Doctor;

namespace NlpTransfer.Cli.Tests.Verbs.Doctor;

public sealed class ProbeTests
{
    [Fact]
    public void Cpu_WithoutAvx2_IsAWarningWithRemedy()
    {
        var finding = CpuProbe.Find("model name\t: Old One\nflags\t\t: sse sse2\n", 2).Single(one => one.Name == "features");

        Assert.Equal(FindingState.Warning, finding.State);
        Assert.NotNull(finding.Remedy);
    }

    [Fact]
    public void Cpu_WithAmx_NamesFeaturesInPlainOrder()
    {
        var findings = CpuProbe.Find("model name\t: New One\nflags\t\t: fma avx2 avx512f amx_bf16\n", 2).ToDictionary(one => one.Name);

        Assert.Equal("New One", findings["model"].Value);
        Assert.Equal("avx2 fma avx512f amx_bf16", findings["features"].Value);
        Assert.Equal("yes (AMX)", findings["bfloat16"].Value);
    }

    [Theory]
    [InlineData("/usr/lib/openblas-openmp/libopenblasp-r0.3.21.so", "Ok")]
    [InlineData("/usr/lib/openblas-openmp/libopenblas.so.0", "Ok")]
    [InlineData("/usr/lib/openblas-pthread/libopenblasp-r0.3.21.so", "Warning")]
    [InlineData("/usr/lib/blas/libblas.so.3.11.0", "Warning")]
    public void Blas_ByLoadedFile_IsJudgedByItsThreads(string path, string expected)
    {
        var libraries = new LoadedLibraries($"7f00-7f01 r-xp 00000000 08:01 42    {path}\n");

        Assert.Equal(expected, ThreadPoolProbe.Find(libraries).First().State.ToString());
    }

    [Fact]
    public void OpenMp_TwoRuntimes_IsAWarning()
    {
        var libraries = new LoadedLibraries("1-2 r-xp 0 0:0 1 /usr/lib/libgomp.so.1\n1-2 r-xp 0 0:0 1 /opt/libiomp5.so\n");

        Assert.Equal(FindingState.Warning, ThreadPoolProbe.Find(libraries).Last().State);
    }

    [Fact]
    public void Settings_ChangedBelowDotnet_AreToldApartFromTheUsers()
    {
        var native = new Dictionary<string, string> { ["OMP_WAIT_POLICY"] = "PASSIVE", ["OMP_NUM_THREADS"] = "2" };
        var given = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "2" };

        var findings = RuntimeSettingsProbe.Find(native.GetValueOrDefault, given, avx512: false).ToDictionary(one => one.Name, one => one.Value);

        Assert.Equal("PASSIVE (set by nlp-transfer)", findings["OMP_WAIT_POLICY"]);
        Assert.Equal("2 (yours)", findings["OMP_NUM_THREADS"]);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Settings_OlderKernelsThanTheProcessor_AreAWarningOnlyWhereThereAreNewerOnes(bool avx512, int warnings)
    {
        var given = new Dictionary<string, string> { ["OPENBLAS_CORETYPE"] = "Haswell" };

        var findings = RuntimeSettingsProbe.Find(given.GetValueOrDefault, given, avx512);

        Assert.Equal(warnings, findings.Count(finding => finding.State == FindingState.Warning));
    }
}
