namespace NlpTransfer.Training;

/// <summary>The examples of several tasks, one task's after the other's. A batch holds one task's.</summary>
internal interface ITaskData : ITrainingData
{
    /// <summary>By the task's number.</summary>
    IReadOnlyList<ITrainingData> Tasks { get; }
}
