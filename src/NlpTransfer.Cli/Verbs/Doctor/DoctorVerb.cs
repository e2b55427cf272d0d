namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>Says what was found on this machine, and how to repair what is wrong.</summary>
internal sealed class DoctorVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "doctor";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "says what was found on this machine, and how to repair what is wrong";

    public DoctorVerb(Terminal terminal) : base(Word, Summary, terminal) => Add(CommonOptions.Output);

    public override string Details =>
        "Looks at the .NET SDK, libtorch, BLAS and its thread pools, CPU features, GPU, the settings in force, the tokenizer "
        + "and the data catalogue. Exit code 1 when something does not work; warnings, which only cost speed, leave it at 0.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer doctor", "everything, for people"),
        ("nlp-transfer doctor --json", "the same for a script: {\"ok\":..,\"findings\":[{\"area\":..,\"name\":..,\"value\":..,\"state\":..,\"remedy\":..}]}"),
    ];

    protected override Task<int> RunAsync(VerbRun run)
    {
        IReadOnlyList<Finding> findings = [.. Find()];
        if (run.Json)
            DoctorReport.WriteJson(run.Terminal.Output, findings);
        else
            DoctorReport.WriteText(run.Terminal, findings);
        return Task.FromResult(findings.Any(finding => finding.State == FindingState.Fault) ? ExitCode.Failed : ExitCode.Done);
    }

    private static IEnumerable<Finding> Find()
    {
        var given = RuntimeSettingsProbe.Given();
        var torch = TorchProbe.Find();
        string cpuInfo = File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
        return
        [
            .. DotnetProbe.Find(),
            .. CpuProbe.Find(cpuInfo, Environment.ProcessorCount),
            .. torch.Findings,
            // Only after torch was touched: before that nothing is loaded and nothing set.
            .. ThreadPoolProbe.Find(LoadedLibraries.OfThisProcess()),
            .. RuntimeSettingsProbe.Find(NativeEnvironment.Get, given, CpuProbe.HasAvx512(cpuInfo)),
            .. AllocatorProbe.Find(),
            GpuProbe.Find(torch.SeesCuda, torch.Devices),
            .. TokenizerProbe.Find(),
            .. CatalogueProbe.Find(),
        ];
    }
}
