namespace NlpTransfer.FineTuning;

/// <summary>What an epoch runs through.</summary>
public enum TransferWorkflow
{
    /// <summary>The backbone runs once over the data; the head then trains on its features. Fast, without fresh augmentation.</summary>
    FeaturesOnce,

    /// <summary>Every epoch runs the backbone, with fresh dropout and augmentation.</summary>
    FullPipeline,
}
