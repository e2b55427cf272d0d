namespace NlpTransfer.Data;

/// <summary>What was counted while reading pictures.</summary>
/// <param name="Examples">Those of the data set.</param>
/// <param name="Corrupt">File and reason of every picture that was left out.</param>
/// <param name="OtherFiles">Files whose names are no picture's.</param>
public sealed record ImageDatasetReport(int Examples, IReadOnlyList<ImageException> Corrupt, int OtherFiles)
{
    private const int Shown = 10;

    /// <summary>One sentence for each thing a user should know; empty when all is well.</summary>
    public IReadOnlyList<string> Remarks()
    {
        var remarks = Corrupt.Take(Shown).Select(c => $"left out: {c.Message}").ToList();
        if (Corrupt.Count > Shown) remarks.Add($"{Corrupt.Count - Shown} more damaged pictures were left out.");
        if (OtherFiles > 0) remarks.Add($"{OtherFiles} {(OtherFiles == 1 ? "file is" : "files are")} no picture by name and not read.");
        return remarks;
    }
}
