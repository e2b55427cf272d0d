namespace NlpTransfer.Training;

/// <summary>Metrics as one number that is higher the better.</summary>
internal static class MonitorScore
{
    public static double Score(this ClassificationMetrics metrics, MonitoredMetric monitor) => monitor switch
    {
        MonitoredMetric.Accuracy => metrics.Accuracy,
        MonitoredMetric.MacroF1 => metrics.MacroF1,
        _ => -metrics.Loss,
    };
}
