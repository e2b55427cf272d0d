using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training.Checkpointing;

/// <summary>Remembers the steps it heard of and the remarks of the start.</summary>
internal sealed class Watch : ITrainingCallback
{
    public List<long> Steps { get; } = [];

    public List<string> Remarks { get; } = [];

    public Action<long> OnStepDo { get; init; } = _ => { };

    public void OnStart(TrainingStart start) => Remarks.AddRange(start.Remarks);

    public void OnStep(StepReport step)
    {
        Steps.Add(step.Step);
        OnStepDo(step.Step);
    }
}
