using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Attributions of words: they add up, and they find the word that a label was learned from.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class ExplanationTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<string> WordBackbones => [.. WordBackboneOptions.Names];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(WordBackbones))]
    public void Explain_OverWordVectors_FindsTheWordThatDecides(string backbone)
    {
        using var classifier = TextClassifier.Create(Reviews, null, new TextClassifierOptions { Backbone = WordBackboneOptions.ByName(backbone), Seed = 1 });
        classifier.Train(Reviews, null, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(12), LearningRate = 1e-2 });
        AssertFinds(classifier, "w11 w12 good w14 w15", backbone == "sif" ? null : "good", steps: 400, tolerance: 0.05); // of words as common as these sif keeps nearly nothing
    }

    [Fact]
    public void Explain_OverAnEncoder_FindsTheWordThatDecides()
    {
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["neg", "pos"], new() { Seed = 1, Pooling = EncoderPooling.Mean });
        var data = TextDataset.Create(Reviews.Select(e => e with { Text = e.Text.Replace("good", "w200", StringComparison.Ordinal).Replace("bad", "w201", StringComparison.Ordinal) }));
        classifier.Train(data, null, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(12), LearningRate = 2e-3 });
        AssertFinds(classifier, "w11 w12 w200 w14 w15", "w200", steps: 200, tolerance: 0.05);
    }

    [Fact]
    public void Explain_OfAnotherLabel_TurnsTheSigns()
    {
        using var classifier = Trained();
        var (own, other) = (classifier.Explain("w11 good w12"), classifier.Explain("w11 good w12", new() { Label = "neg" }));
        Assert.Equal("pos", own.Label);
        Assert.All(own.Words.Zip(other.Words), pair => Assert.Equal(pair.First.Attribution, -pair.Second.Attribution, 4)); // of two labels one's odds are the other's turned round
    }

    [Fact]
    public void Explain_SaysWhereEachWordStands()
    {
        using var classifier = Trained();
        const string text = "  w11, good!\n\nw12 ";
        Assert.All(classifier.Explain(text).Words, w => Assert.Equal(w.Word, text.Substring(w.Start, w.Word.Length)));
    }

    [Fact]
    public void Explain_OfMoreThanIsRead_CountsTheRest()
    {
        using var classifier = Trained(maxTokens: 3);
        var found = classifier.Explain("w11 w12 good w14 w15");
        Assert.Equal((3, 2), (found.Words.Count, found.Unread));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Explain_OfNothing_HasNoWords(string text)
    {
        using var classifier = Trained();
        var found = classifier.Explain(text);
        Assert.Empty(found.Words);
        Assert.Null(found.Agreement);
    }

    [Fact]
    public void Explain_WithWrongOptions_NamesEach()
    {
        using var classifier = Trained();
        Assert.Equal(2, Assert.Throws<OptionsException>(() => classifier.Explain("a", new() { Label = "poz", Steps = 0 })).Faults.Count);
    }

    [Fact]
    public void RankCorrelation_OfTies_TakesTheirMeanRank()
    {
        Assert.Equal(1, RankCorrelation.Of([(1, 10), (2, 20), (3, 30)])!.Value, 12);
        Assert.Equal(-1, RankCorrelation.Of([(1, 3), (2, 2), (3, 1)])!.Value, 12);
        Assert.Equal(Math.Sqrt(3) / 2, RankCorrelation.Of([(1, 1), (2, 1), (3, 2)])!.Value, 12);
        Assert.Null(RankCorrelation.Of([(1, 1), (2, 1), (3, 1)]));
    }

    private static void AssertFinds(TextClassifier classifier, string text, string? word, int steps, double tolerance)
    {
        var found = classifier.Explain(text, new() { Steps = steps, Label = "pos" });
        if (word is not null)
        {
            Assert.Equal("pos", classifier.Predict(text).Label);
            Assert.Equal(word, found.Words.MaxBy(w => w.Attribution)!.Word);
            Assert.Equal(word, found.Words.MaxBy(w => w.LeaveOneOut)!.Word);
        }
        var change = Math.Abs(found.LogOdds - found.BaselineLogOdds);
        Assert.True(found.Gap <= tolerance * Math.Max(1, change), $"the words add up to {found.Words.Sum(w => w.Attribution)}, expected {found.LogOdds - found.BaselineLogOdds}");
    }

    private static TextClassifier Trained(int maxTokens = 300)
    {
        var classifier = TextClassifier.Create(Reviews, null, new TextClassifierOptions { Backbone = WordBackboneOptions.ByName("mean"), Seed = 1, MaxTokens = maxTokens });
        classifier.Train(Reviews, null, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(12), LearningRate = 1e-2 });
        return classifier;
    }

    private static TextDataset Reviews { get; } = Made();

    private static TextDataset Made()
    {
        var random = new SeededRandom(1);
        return TextDataset.Create(Enumerable.Range(0, 80).Select(i => new TextExample(
            string.Join(' ', Enumerable.Range(0, 5).Select(p => p == i % 5 ? i % 2 == 0 ? "good" : "bad" : $"w{5 + random.NextInt(20)}")), null, [i % 2 == 0 ? "pos" : "neg"], null, new("made", i + 1))));
    }
}
