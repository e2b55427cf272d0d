namespace NlpTransfer.Training;

/// <summary>How many labels an example has; Hugging Face's <c>problem_type</c>.</summary>
public enum ProblemType
{
    /// <summary>Exactly one: softmax over all labels, cross entropy.</summary>
    SingleLabel,

    /// <summary>Any number, also none: a sigmoid for each label, binary cross entropy.</summary>
    MultiLabel,
}
