namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>Prints findings: as one JSON document, or as lines by area with the remedies below.</summary>
internal static class DoctorReport
{
    /// <summary>The JSON document on standard output.</summary>
    public static void WriteJson(TextWriter output, IReadOnlyList<Finding> findings) => JsonOutput.WriteDocument(output, new
    {
        Ok = findings.All(finding => finding.State != FindingState.Fault),
        Faults = findings.Count(finding => finding.State == FindingState.Fault),
        Warnings = findings.Count(finding => finding.State == FindingState.Warning),
        Findings = findings,
    });

    /// <summary>The page for people, on standard output: it is the result of this verb.</summary>
    public static void WriteText(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        foreach (var area in findings.GroupBy(finding => finding.Area))
        {
            terminal.Output.WriteLine(area.Key);
            foreach (var finding in area)
                terminal.Output.WriteLine($"  {Mark(finding.State)} {finding.Name,-22} {finding.Value}");
        }

        WriteRemedies(terminal, findings);
    }

    private static void WriteRemedies(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        var wrong = findings.Where(finding => finding.Remedy is not null).ToList();
        terminal.Output.WriteLine(wrong.Count == 0 ? "\nNothing to repair." : "\nTo repair:");
        foreach (var finding in wrong)
            terminal.Output.WriteLine($"  {finding.Area}, {finding.Name}: {finding.Remedy}");
    }

    private static string Mark(FindingState state) => state switch
    {
        FindingState.Ok => "ok  ",
        FindingState.Warning => "warn",
        _ => "BAD ",
    };
}
