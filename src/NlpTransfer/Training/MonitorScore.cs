namespace NlpTransfer.Training;

/// <summary>Metrics as one number that is higher the better.</summary>
internal static class MonitorScore
{
    /// <summary>Of validation figures; where the training loss is monitored, of the validation loss.</summary>
    /// <exception cref="TrainingException">The figure is there for two classes only.</exception>
    public static double Score(this ClassificationMetrics metrics, MonitoredMetric monitor) => monitor switch
    {
        MonitoredMetric.Accuracy => metrics.Accuracy,
        MonitoredMetric.MacroF1 => metrics.MacroF1,
        MonitoredMetric.WeightedF1 => metrics.WeightedF1,
        MonitoredMetric.Mcc => metrics.Mcc,
        MonitoredMetric.Auroc => metrics.Auroc ?? throw NotThere(monitor),
        MonitoredMetric.AveragePrecision => metrics.AveragePrecision ?? throw NotThere(monitor),
        MonitoredMetric.Ece => -metrics.Ece,
        MonitoredMetric.Brier => -metrics.Brier,
        _ => -metrics.Loss,
    };

    private static TrainingException NotThere(MonitoredMetric monitor) =>
        new($"Monitor is {monitor}, which needs validation data of two classes, both of which occur. Monitor another figure, such as MacroF1.");
}
