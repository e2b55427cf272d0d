namespace NlpTransfer.Experiments;

/// <summary>A run of a learning curve.</summary>
/// <param name="Examples">To train on.</param>
/// <param name="IsPretrained">False on random weights.</param>
/// <param name="Trial">The training.</param>
public sealed record CurveRun(int Examples, bool IsPretrained, Trial Trial)
{
    /// <summary>Where it goes below the experiment's folder.</summary>
    public string Folder => Path.Combine($"{(IsPretrained ? "pretrained" : "from-scratch")}-{Examples}", Trial.Name);
}
