using System.Globalization;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>A trained classifier that a smaller one learns from (Hinton et al. 2015): its probabilities say more than a label does, and it gives them for texts without labels too.</summary>
/// <param name="Classifier">With the labels of the student, in any order. Not disposed with this.</param>
public sealed record TextTeacher(TextClassifier Classifier)
{
    /// <summary>Further texts, which the teacher alone labels; labels they may have are not looked at.</summary>
    /// <value>none</value>
    public TextDataset? Unlabelled { get; init; }

    /// <summary>What logits of teacher and student are divided by before they are compared; 1 to 5 are usual.</summary>
    /// <value>2</value>
    public double Temperature { get; init; } = 2;

    /// <summary>The teacher's share of the loss of a text with a label, 0 to 1; of one without it is 1.</summary>
    /// <value>0.5</value>
    public double Weight { get; init; } = 0.5;

    /// <summary>The training data with <see cref="Unlabelled"/> behind it: what a student's vocabulary is to be made of.</summary>
    public TextDataset With(TextDataset training) => Unlabelled is null ? training
        : TextDataset.Create(training.Concat(Unlabelled.Select(e => e with { Labels = [] })), training.LabelNames);

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    /// <param name="labelNames">The student's.</param>
    /// <param name="problem">Of the student: how many labels a text has.</param>
    public IReadOnlyList<string> Validate(IReadOnlyList<string> labelNames, ProblemType problem = ProblemType.SingleLabel)
    {
        var faults = new List<string>();
        if (!(Temperature > 0 && double.IsFinite(Temperature))) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Temperature must be above 0, was {Temperature}."));
        if (Weight is not (>= 0 and <= 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"Weight must be from 0 to 1, was {Weight}."));
        if (!labelNames.Order(StringComparer.Ordinal).SequenceEqual(Classifier.LabelNames.Order(StringComparer.Ordinal)))
            faults.Add($"The teacher must have the student's labels, {Some(labelNames)}; it has {Some(Classifier.LabelNames)}.");
        if (Classifier.Rule.Problem != problem) faults.Add($"The teacher must be for {problem} data as the student is; it is for {Classifier.Rule.Problem}.");
        return faults;
    }

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(10)) + (names.Count > 10 ? ", ..." : "");
}
