using NlpTransfer.Training;

namespace NlpTransfer.Experiments;

/// <summary>A figure by which runs are compared: of a whole evaluation, and of any draw from its examples.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="HigherIsBetter">False for losses.</param>
/// <param name="Of">From what was measured.</param>
/// <param name="OfDraw">From some examples of it, each as often as its place is drawn.</param>
internal sealed record ComparedMetric(string Name, bool HigherIsBetter, Func<ClassificationMetrics, double> Of, Func<ScoredExamples, int[], double> OfDraw)
{
    public static IReadOnlyList<ComparedMetric> All { get; } =
    [
        new("accuracy", true, m => m.Accuracy, (e, draw) => e.Accuracy(draw)),
        new("macro-f1", true, m => m.MacroF1, (e, draw) => e.MacroF1(draw)),
        new("mcc", true, m => m.Mcc, (e, draw) => e.Mcc(draw)),
        new("loss", false, m => m.Loss, (e, draw) => e.Loss(draw)),
    ];

    public static ComparedMetric? Find(string name) => All.FirstOrDefault(m => m.Name == name);
}
