using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>One held-out text with what the saved classifier says of it.</summary>
internal sealed record QuickstartSample(string Text, string Truth, string Predicted, double Probability)
{
    private const int Shown = 5;

    /// <summary>Loads the classifier from its folder and asks it about texts spread over the test part.</summary>
    public static IReadOnlyList<QuickstartSample> Predict(string model, TextDataset test, torch.Device device, CancellationToken stop)
    {
        using var classifier = TextClassifier.Load(model, device);
        var chosen = test.Subset(Enumerable.Range(0, Shown).Select(i => i * (test.Count - 1) / (Shown - 1)));
        return [.. chosen.Zip(classifier.Predict(chosen, stop), (example, prediction) =>
            new QuickstartSample(example.Text, example.Label ?? "", prediction.Label, prediction.Probability))];
    }
}
