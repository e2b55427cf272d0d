using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers.ZeroShot;

public sealed class ZeroShotClassifierTests
{
    private static readonly LabelDescription[] Topics =
    [
        new("world", "world news, governments, elections, war and diplomacy"), new("sports", "sports, teams, matches and players"),
        new("business", "business, companies, markets and the economy"), new("science-technology", "science, technology and research"),
    ];

    [Fact]
    public void Evaluate_OnTheTopicCorpus_BeatsSevenTenthsWithoutALabelledExample()
    {
        using var embedder = TextEmbedder.Load("minilm", new() { MaxTokens = 64 });
        var metrics = new ZeroShotClassifier(embedder, Topics).Evaluate(TextDataset.Load(TestFiles.Corpus("topic.csv")));
        Assert.Equal(640, metrics.N);
        Assert.True(metrics.Accuracy > 0.70, $"accuracy {metrics.Accuracy}");
    }

    [Fact]
    public void Predict_OverWordVectors_IsTheSoftmaxOfCosines()
    {
        using var vectors = WordVectors.Create(["sun", "rain", "goal"], [1, 0, 0.8f, 0.6f, 0, 2], 2);
        var classifier = new ZeroShotClassifier(new WordVectorEmbedder(vectors), [new("weather", "sun"), new("football", "goal")]);
        var prediction = classifier.Predict(["Rain!"])[0];
        Assert.Equal("weather", prediction.Label);
        var (weather, football) = (Math.Exp(0.8 / ZeroShotClassifier.Temperature), Math.Exp(0.6 / ZeroShotClassifier.Temperature));
        Assert.Equal(weather / (weather + football), prediction.ProbabilityOf("weather"), 1e-5);
    }

    [Fact]
    public void Predict_WithSeveralDescriptionsOfALabel_TakesTheirMean()
    {
        using var vectors = WordVectors.Create(["a", "b", "c"], [1, 0, 0, 1, -1, 0], 2);
        var classifier = new ZeroShotClassifier(new WordVectorEmbedder(vectors), [new("x", "a"), new("y", "c"), new("x", "b")]);
        Assert.Equal(["x", "y"], classifier.LabelNames);
        var (x, y) = (Math.Exp(Math.Sqrt(0.5) / ZeroShotClassifier.Temperature), Math.Exp(-1 / ZeroShotClassifier.Temperature));
        Assert.Equal(x / (x + y), classifier.Predict(["a"])[0].ProbabilityOf("x"), 1e-5);
    }

    [Fact]
    public void Predict_OfATextWithoutAKnownWord_FavoursNoLabel()
    {
        using var vectors = WordVectors.Create(["a", "b"], [1, 0, 0, 1], 2);
        var classifier = new ZeroShotClassifier(new WordVectorEmbedder(vectors), [new("x", "a"), new("y", "b")]);
        Assert.Equal([0.5, 0.5], classifier.Predict(["zzz"])[0].Probabilities);
    }

    [Fact]
    public void Create_WithADescriptionOfUnknownWords_NamesTheLabel()
    {
        using var vectors = WordVectors.Create(["a"], [1, 0], 2);
        var error = Assert.Throws<ArgumentException>(() => new ZeroShotClassifier(new WordVectorEmbedder(vectors), [new("x", "a"), new("y", "qqq")]));
        Assert.Contains("Label 'y'", error.Message);
    }

    [Fact]
    public void Create_WithOneLabel_AsksForTwo()
    {
        using var vectors = WordVectors.Create(["a"], [1, 0], 2);
        Assert.Contains("at least two labels, found 1 (x)", Assert.Throws<ArgumentException>(() => new ZeroShotClassifier(new WordVectorEmbedder(vectors), [new("x", "a"), new("x", "a")])).Message);
    }

    [Fact]
    public void Evaluate_OfALabelThatIsNotDescribed_NamesIt()
    {
        using var vectors = WordVectors.Create(["a", "b"], [1, 0, 0, 1], 2);
        var classifier = new ZeroShotClassifier(new WordVectorEmbedder(vectors), [new("x", "a"), new("y", "b")]);
        var data = TextDataset.Create([new TextExample("a", null, ["z"], null, new("made", 1))]);
        Assert.Contains("is not one of x, y", Assert.Throws<ArgumentException>(() => classifier.Evaluate(data)).Message);
    }

    [Theory]
    [InlineData("sports: teams: and players", "sports", "teams: and players")]
    [InlineData(" world ", "world", "world")]
    public void Parse_OfALabelWithItsDescription_DividesAtTheFirstColon(string text, string label, string description) =>
        Assert.Equal(new LabelDescription(label, description), LabelDescription.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(": words")]
    [InlineData("label:")]
    public void Parse_OfHalfADescription_SaysWhatIsExpected(string text) =>
        Assert.Contains("Expected 'label: description'", Assert.Throws<FormatException>(() => LabelDescription.Parse(text)).Message);
}
