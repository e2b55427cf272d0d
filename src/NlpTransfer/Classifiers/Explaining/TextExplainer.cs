using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Explains predictions of one model, which must be in eval mode. Safe from several threads.</summary>
internal sealed class TextExplainer(ClassificationModel model, ITextPreprocessor preprocessor, IReadOnlyList<string> labelNames, DecisionRule rule, Device device)
{
    public TextExplanation Explain(string text, ExplanationOptions options, CancellationToken cancellation)
    {
        var words = WordTokens.Of(text, preprocessor);
        WordTokens.Word[] read = [.. words.Words.Where((w, i) => w.End > w.First || words.Words.Skip(i).Any(later => later.End > later.First) || !words.Text.IsTruncated)];
        float[][] logits = Logits([text, .. options.LeaveOneOut ? read.Select(w => text.Remove(w.Start, w.Value.Length)) : []], cancellation);
        var prediction = new Prediction(labelNames, logits[0], rule);
        var label = labelNames.Index().First(l => l.Item == (options.Label ?? prediction.Label)).Index;
        double[] odds = [.. logits.Select(row => LogOdds(row, label))];
        cancellation.ThrowIfCancellationRequested();
        var (tokens, own, baseline) = read.Any(w => w.End > w.First) ? new IntegratedGradients(model, preprocessor, label, device).Run(words, options.Steps) : ([], odds[0], odds[0]);
        WordAttribution[] attributions = [.. read.Select((w, i) => new WordAttribution(w.Value, w.Start, tokens.Length == 0 ? 0 : tokens[w.First..w.End].Sum(), options.LeaveOneOut ? odds[0] - odds[i + 1] : null))];
        return new(labelNames[label], prediction.Probabilities[label], own, baseline, attributions, words.Words.Count - read.Length);
    }

    private float[][] Logits(IEnumerable<string> texts, CancellationToken cancellation)
    {
        var data = new EncodedTexts(TextDataset.FromTexts(texts), preprocessor, cancellation);
        return [.. Evaluator.Logits(model, data, labelNames.Count, device, cancellation).Chunk(labelNames.Count)];
    }

    private double LogOdds(float[] logits, int label)
    {
        if (rule.Problem == ProblemType.MultiLabel) return logits[label];
        var others = logits.Where((_, c) => c != label).Select(v => (double)v).ToArray();
        var most = others.Max();
        return logits[label] - most - Math.Log(others.Sum(v => Math.Exp(v - most)));
    }
}
