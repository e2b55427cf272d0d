namespace NlpTransfer.Training;

/// <summary>Watches a training. Called on the training's thread, in order; an exception ends the training.</summary>
public interface ITrainingCallback
{
    void OnStart(TrainingStart start)
    {
    }

    void OnPhaseStart(PhaseStart phase)
    {
    }

    /// <summary>While the features of a phase's frozen groups are built, before its first step.</summary>
    void OnFeatures(FeatureProgress progress)
    {
    }

    /// <summary>Before a phase's first step, where groups are frozen: what becomes of their output.</summary>
    void OnFeatures(FeatureReport features)
    {
    }

    void OnStep(StepReport step)
    {
    }

    /// <summary>An evaluation within an epoch; the report's loss is the mean of the epoch so far.</summary>
    void OnEvaluation(EpochReport evaluation)
    {
    }

    void OnEpoch(EpochReport epoch)
    {
    }

    /// <summary>Not called when training was cancelled or failed.</summary>
    void OnEnd(TrainingResult result)
    {
    }
}
