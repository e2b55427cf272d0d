namespace NlpTransfer.Training;

/// <summary>The validation figure that chooses the best weights.</summary>
public enum MonitoredMetric
{
    Accuracy,
    MacroF1,

    /// <summary>Mean negative log-likelihood; lower is better.</summary>
    Loss,
}
