using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>A training whose weights survive when no threshold reaches the goal: that is only known at its end.</summary>
internal sealed class DecidedTraining(TextClassifier classifier, DatasetSplit parts, TrainingOptions options, TextTeacher? teacher = null)
{
    /// <summary>Why there is no threshold; null when there is one, or none was asked for.</summary>
    public GoalNotReachedException? Missed { get; private set; }

    /// <summary>Trains.</summary>
    public TrainingResult Run(IEnumerable<ITrainingCallback> callbacks, CancellationToken stop, TrainingRunFolder folder)
    {
        var result = new ResultKeeper();
        try
        {
            return classifier.Train(parts.Train, parts.Validation, options, [.. callbacks, result], stop, folder, teacher);
        }
        catch (GoalNotReachedException missed) when (result.Result is not null)
        {
            Missed = missed;
            return result.Result;
        }
    }

    private sealed class ResultKeeper : ITrainingCallback
    {
        public TrainingResult? Result { get; private set; }

        public void OnEnd(TrainingResult result) => Result = result;
    }
}
