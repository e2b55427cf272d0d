namespace NlpTransfer.Training;

/// <summary>Where a training stands, in numbers: what a checkpoint holds beside tensors. Everything here is saved as JSON.</summary>
internal sealed class TrainingProgress
{
    /// <summary>From 0; the number of phases when training is over.</summary>
    public int Phase { get; set; }

    /// <summary>False between the end of one phase and the begin of the next.</summary>
    public bool IsPhaseBegun { get; set; }

    /// <summary>Names of the groups that a phase has trained until now.</summary>
    public HashSet<string> Touched { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Finished optimizer steps.</summary>
    public long Step { get; set; }

    /// <summary>Those of earlier phases.</summary>
    public long StepsBeforePhase { get; set; }

    /// <summary>Finished epochs of earlier phases.</summary>
    public int EpochsBeforePhase { get; set; }

    /// <summary>Finished batches of the epoch at hand: the cursor in its plan.</summary>
    public int Batch { get; set; }

    /// <summary>Over the examples of the epoch at hand.</summary>
    public double LossSum { get; set; }

    /// <summary>Examples of the epoch at hand.</summary>
    public long Seen { get; set; }

    /// <summary>Evaluations of the phase since the last improvement.</summary>
    public int Stale { get; set; }

    /// <summary>Validation scores of the phase.</summary>
    public List<double> PhaseScores { get; init; } = [];

    /// <summary>Finished epochs.</summary>
    public List<EpochReport> Epochs { get; init; } = [];

    /// <summary>The best evaluation; null before the first.</summary>
    public EpochReport? Best { get; set; }

    /// <summary>The step of the last evaluation.</summary>
    public long EvaluatedStep { get; set; }

    /// <summary>What the phase, or before it has begun the one before it, reads instead of running frozen groups; empty where none is frozen.</summary>
    public List<FeatureTrace> Features { get; set; } = [];

    /// <summary>Spent on the epoch at hand, over all processes that worked on it.</summary>
    public double EpochSeconds { get; set; }

    /// <summary>Spent on the whole training.</summary>
    public double Seconds { get; set; }

    /// <summary>As it is now; what its lists hold never changes.</summary>
    public TrainingProgress Copy() => new()
    {
        Phase = Phase, IsPhaseBegun = IsPhaseBegun, Touched = [.. Touched], Step = Step, StepsBeforePhase = StepsBeforePhase, EpochsBeforePhase = EpochsBeforePhase, Batch = Batch,
        LossSum = LossSum, Seen = Seen, Stale = Stale, PhaseScores = [.. PhaseScores], Epochs = [.. Epochs], Best = Best, EvaluatedStep = EvaluatedStep, Features = [.. Features],
        EpochSeconds = EpochSeconds, Seconds = Seconds,
    };
}
