using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Texts longer than a classifier reads at a time.</summary>
public sealed class LongTextTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TextClassifier classifier;

    public LongTextTests() => classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), ["a", "b"], new() { MaxTokens = 10, Seed = 5 });

    public void Dispose()
    {
        classifier.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(5, 8, null, "0+5")]
    [InlineData(8, 8, null, "0+8")]
    [InlineData(9, 8, null, "0+8 4+5")]
    [InlineData(20, 8, null, "0+8 4+8 8+8 12+8")]
    [InlineData(20, 8, 8, "0+8 8+8 16+4")]
    [InlineData(20, 8, 100, "0+8 8+8 16+4")]
    [InlineData(0, 8, null, "0+0")]
    [InlineData(3, 1, null, "0+1 1+1 2+1")]
    public void Over_OfALength_CoversEveryTokenAndEndsWithTheText(int length, int room, int? stride, string windows) =>
        Assert.Equal(windows, string.Join(' ', TextWindows.Over(length, room, stride).Select(w => $"{w.Start}+{w.Length}")));

    [Theory]
    [InlineData(LongTexts.Mean)]
    [InlineData(LongTexts.Max)]
    public void Predict_InWindows_CombinesTheLogitsOfThePassages(LongTexts how)
    {
        var words = Enumerable.Range(5, 20).Select(i => $"w{i}").ToArray();
        string[] passages = [string.Join(' ', words[..8]), string.Join(' ', words[8..16]), string.Join(' ', words[16..])];
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var logits = cat(passages.Select(p => classifier.Model.Forward(classifier.Preprocessor.Collate([classifier.Preprocessor.Encode(Example(p))], CPU))).ToArray()); // (3, classes)
        var expected = (how == LongTexts.Mean ? logits.mean([0]) : logits.amax(0)).softmax(0).data<float>().ToArray();
        var found = classifier.Predict(TextDataset.FromTexts([string.Join(' ', words), "w7"]), new ReadingOptions { Long = how, Stride = 8 });
        for (var i = 0; i < 2; i++) Assert.Equal(expected[i], found[0].Probabilities[i], 1e-5);
        Assert.All(classifier.Predict("w7").Probabilities.Zip(found[1].Probabilities), p => Assert.Equal(p.First, p.Second, 1e-6)); // a text that fits is read as ever
    }

    [Fact]
    public void Evaluate_InWindows_CountsTextsAndNotWindows()
    {
        var data = TextDataset.Create(Enumerable.Range(0, 6).Select(i => new TextExample(string.Join(' ', Enumerable.Repeat($"w{i + 7}", 25)), null, [i % 2 == 0 ? "a" : "b"], null, new("made", i + 1))));
        var (windows, cut) = (classifier.Evaluate(data, new ReadingOptions { Long = LongTexts.Mean }), classifier.Evaluate(data));
        Assert.Equal((6, 6), (windows.N, cut.N));
        Assert.NotEqual(cut.Loss, windows.Loss);
    }

    [Fact]
    public void Windows_OfAPair_HoldTheSecondTextEach()
    {
        var windows = classifier.Preprocessor.Windows(new TextExample("w5 w6 w7 w8 w9 w10", "w20 w21", [], null, new("made", 1)), stride: 5);
        Assert.Equal([[2, 5, 6, 7, 8, 9, 3, 20, 21, 3], [2, 10, 3, 20, 21, 3]], windows.Select(w => w.Ids));
        Assert.Equal([7, 3], windows.Select(w => w.SecondSegment));
    }

    [Fact]
    public void Windows_OverWords_CoverThem()
    {
        var data = TextDataset.Create(Enumerable.Range(0, 8).Select(i => new TextExample(i % 2 == 0 ? "good fine nice" : "bad poor sad", null, [i % 2 == 0 ? "a" : "b"], null, new("made", i + 1))));
        using var words = TextClassifier.Create(data, options: new() { MaxTokens = 2, Words = new() { MinWordCount = 1 } });
        Assert.Equal([2, 2], words.Preprocessor.Windows(Example("good bad sad"), stride: null).Select(w => w.Ids.Length));
    }

    [Fact]
    public void Predict_WithAStrideButNoWindows_SaysWhatIsMissing() =>
        Assert.Contains("Stride needs Long", Assert.Throws<OptionsException>(() => classifier.Predict(TextDataset.FromTexts(["w7"]), new ReadingOptions { Stride = 3 })).Message);

    private static TextExample Example(string text) => new(text, null, [], null, new("made", 1));
}
