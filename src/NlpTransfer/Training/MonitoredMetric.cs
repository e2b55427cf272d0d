namespace NlpTransfer.Training;

/// <summary>The figure that chooses the best weights and ends phases early; of the validation data, but for the last.</summary>
public enum MonitoredMetric
{
    Accuracy,
    MacroF1,

    /// <summary>Mean negative log-likelihood on validation data; lower is better.</summary>
    Loss,

    WeightedF1,

    /// <summary>Matthews' correlation coefficient.</summary>
    Mcc,

    /// <summary>Area under the ROC curve; for two classes.</summary>
    Auroc,

    /// <summary>For two classes.</summary>
    AveragePrecision,

    /// <summary>Expected calibration error; lower is better.</summary>
    Ece,

    /// <summary>Mean squared distance of the probabilities; lower is better.</summary>
    Brier,

    /// <summary>Mean loss over the training data, dropout in force; lower is better. Needs no validation data.</summary>
    TrainingLoss,
}
