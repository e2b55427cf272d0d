using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

public sealed class TextClassifierTests : IDisposable
{
    private static readonly string[] Good = ["good", "fine", "great"], Bad = ["bad", "poor", "awful"];

    private readonly TempFolder folder = new();

    private string Model => Path.Combine(folder.Root, "model");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mean")]
    [InlineData("cnn")]
    [InlineData("bilstm")]
    [InlineData("dan")]
    [InlineData("sif")]
    [InlineData("cnn-multichannel")]
    [InlineData("ngrams")]
    public void Train_OnWordsThatDecide_PredictsThem(string backbone)
    {
        using var classifier = Trained(backbone);
        var prediction = classifier.Predict("a great film .");
        Assert.Equal("pos", prediction.Label);
        Assert.Equal(1, prediction.Probabilities.Sum(), 1e-9);
        Assert.Equal(prediction.Probability, prediction.ProbabilityOf("pos"));
        Assert.Equal("neg", classifier.Predict("a poor film .").Label);
        Assert.Equal(1, classifier.Evaluate(Reviews(20, seed: 9)).Accuracy);
    }

    [Fact]
    public void Predict_OfAWordThatTrainingNeverSaw_UsesItsPretrainedVector()
    {
        using var classifier = Trained("mean");
        Assert.Equal("pos", classifier.Predict("superb").Label); // its vector is that of good
        Assert.Equal("neg", classifier.Predict("horrid").Label);
    }

    [Theory]
    [InlineData("max")]
    [InlineData("cnn")]
    [InlineData("bilstm")]
    [InlineData("dan")]
    [InlineData("sif")]
    [InlineData("cnn-multichannel")]
    [InlineData("ngrams")]
    public void Load_OfWhatWasSaved_PredictsTheSameBits(string backbone)
    {
        string[] texts = ["a great film .", "", "horrid superb nonsenseword", "bad"];
        using var classifier = Trained(backbone);
        classifier.Metrics["test"] = classifier.Evaluate(Reviews(20, seed: 9));
        var before = classifier.Predict(texts);
        classifier.Save(Model);
        using var loaded = TextClassifier.Load(Model);
        Assert.Equal(before.SelectMany(p => p.Probabilities), loaded.Predict(texts).SelectMany(p => p.Probabilities));
        Assert.Equal(classifier.LabelNames, loaded.LabelNames);
        Assert.Equal(classifier.Metrics["test"].ToJson(), loaded.Metrics["test"].ToJson());
        Assert.Equal(["config.json", "metrics.json", "model.safetensors", "README.md", "training.json", "vectors.safetensors", "vocab.txt"], Directory.GetFiles(Model).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Save_AfterLoad_KeepsEveryFile()
    {
        using (var classifier = Trained("mean")) classifier.Save(Model);
        var first = Contents();
        using (var loaded = TextClassifier.Load(Model)) loaded.Save(Model);
        Assert.Equal(first, Contents());
    }

    [Fact]
    public void Save_WritesWhatReproducesTheModel()
    {
        using (var classifier = Trained("cnn")) classifier.Save(Model);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "config.json")))!;
        Assert.Equal("neg", (string?)config["id2label"]!["0"]);
        Assert.Equal(1, (int?)config["format_version"]);
        Assert.Equal("cnn", (string?)config["word_vectors"]!["backbone"]!["type"]);
        var training = JsonNode.Parse(File.ReadAllText(Path.Combine(Model, "training.json")))!;
        Assert.Equal(64, ((string?)training["data"]!["training_sha256"])!.Length);
        Assert.Equal("freeze-then-unfreeze", (string?)training["schedule"]!["name"]);
        Assert.Equal(0, (double?)training["schedule"]!["phases"]![0]!["rate_factors"]!["embeddings"]);
        Assert.Contains("| validation | 20 |", File.ReadAllText(Path.Combine(Model, "README.md")));
    }

    [Theory]
    [InlineData("\"format_version\": 1", "\"format_version\": 2", "format_version is 2, this library reads up to 1. Update NlpTransfer")]
    [InlineData("\"format_version\": 1", "\"format\": 1", "expected format_version")]
    [InlineData("word-vectors", "spiking", "expected a section 'spiking'")]
    [InlineData("\"max_tokens\"", "\"max_token\"", "max_token")]
    [InlineData("\"1\": \"pos\"", "\"2\": \"pos\"", "expected one for id 1")]
    public void Load_OfAConfigThatIsWrong_SaysHow(string find, string replace, string message)
    {
        using (var classifier = Trained("mean")) classifier.Save(Model);
        var path = Path.Combine(Model, "config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(find, replace));
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => TextClassifier.Load(Model)).Message);
    }

    [Fact]
    public void Load_OfWeightsFromAnotherModel_ListsTheKeys()
    {
        using (var classifier = Trained("mean")) classifier.Save(Model);
        using (var other = Trained("cnn")) other.Save(Model + "2");
        File.Copy(Path.Combine(Model + "2", "model.safetensors"), Path.Combine(Model, "model.safetensors"), overwrite: true);
        Assert.Contains("6 unexpected: backbone.convolutions.0.weight", Assert.Throws<StateDictException>(() => TextClassifier.Load(Model)).Message);
    }

    [Fact]
    public void Load_OfAFolderThatIsNoClassifier_SaysWhatWasExpected()
    {
        Assert.Contains("Expected a classifier's folder with a config.json", Assert.Throws<FileNotFoundException>(() => TextClassifier.Load(folder.Root)).Message);
    }

    [Fact]
    public void Predict_FromManyThreads_GivesEachTheSame()
    {
        using var classifier = Trained("cnn");
        string[] texts = [.. Reviews(40, seed: 5).Select(e => e.Text)];
        var expected = classifier.Predict(texts).SelectMany(p => p.Probabilities).ToArray();
        var found = new double[8][];
        var threads = Enumerable.Range(0, found.Length).Select(t => new Thread(() => found[t] = [.. classifier.Predict(texts).SelectMany(p => p.Probabilities)])).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.All(found, f => Assert.Equal(expected, f));
    }

    [Fact]
    public void FromPretrained_WithOtherLabels_KeepsTheBackboneAndStartsANewHead()
    {
        using (var classifier = Trained("cnn")) classifier.Save(Model);
        using var warm = TextClassifier.FromPretrained(Model, ["a", "b", "c"]);
        Assert.Equal(3, warm.Predict("good").Probabilities.Count);
        Assert.Equal(new HashSet<string> { "embeddings", "convolutions" }, warm.Model.PretrainedGroups);
        using var old = SafetensorsReader.Open(Path.Combine(Model, "model.safetensors"));
        Assert.Equal(old.Read("backbone.convolutions.0.weight").data<float>().ToArray(), warm.Model.state_dict()["backbone.convolutions.0.weight"].data<float>().ToArray());
    }

    [Fact]
    public void Create_WithoutVectors_LearnsFromRandomOnes()
    {
        var data = Reviews(60, seed: 1);
        using var classifier = TextClassifier.Create(data, null, Options("mean"));
        Assert.Empty(classifier.Model.PretrainedGroups);
        classifier.Train(data, null, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(20), LearningRate = 0.02 });
        Assert.Equal(1, classifier.Evaluate(data).Accuracy);
    }

    [Fact]
    public void Create_WithOneLabelOrWithSeveralOnAnExample_IsRefused()
    {
        var one = TextDataset.Create([new TextExample("x", "only")]);
        Assert.Contains("needs at least two labels; the training data has 1 (only)", Assert.Throws<ArgumentException>(() => TextClassifier.Create(one)).Message);
        var several = TextDataset.Create([new TextExample("x", null, ["a", "b"], null, new ExampleSource("f.csv", 3))]);
        Assert.Contains("f.csv, row 3", Assert.Throws<ArgumentException>(() => TextClassifier.Create(several)).Message);
    }

    [Fact]
    public void Train_WithAnUnknownLabel_NamesRowAndSuggestsOne()
    {
        using var classifier = TextClassifier.Create(Reviews(10, seed: 1), null, Options("mean"));
        var error = Assert.Throws<ArgumentException>(() => classifier.Train(TextDataset.Create([new TextExample("x", "poss"), new TextExample("y", "neg")])));
        Assert.Contains("Did you mean 'pos'?", error.Message);
    }

    private static TextClassifierOptions Options(string backbone) => new() { Backbone = WordBackboneOptions.ByName(backbone), Head = new HeadOptions { Dropout = 0.1 }, MaxTokens = 20 };

    private static TextClassifier Trained(string backbone)
    {
        using var vectors = Vectors();
        var classifier = TextClassifier.Create(Reviews(60, seed: 1), vectors, Options(backbone));
        classifier.Train(Reviews(60, seed: 1), Reviews(20, seed: 2), new TrainingOptions { Schedule = FineTuningSchedule.FreezeThenUnfreeze(8, 2), LearningRate = 0.02, Patience = null });
        return classifier;
    }

    // Good words lie on one side of the first dimension, bad ones on the other.
    private static WordVectors Vectors()
    {
        string[] words = [.. Good, .. Bad, "a", "film", ".", "superb", "horrid"];
        float Sign(string word) => Good.Contains(word) || word == "superb" ? 1 : Bad.Contains(word) || word == "horrid" ? -1 : 0;
        return WordVectors.Create(words, words.SelectMany((w, i) => new[] { Sign(w), i / 10f, 0.5f }).ToArray(), 3);
    }

    private static TextDataset Reviews(int count, int seed)
    {
        var random = new Random(seed);
        return TextDataset.Create(Enumerable.Range(0, count).Select(i => (i % 2 == 0)
            ? new TextExample($"a {Good[random.Next(3)]} film .", "pos")
            : new TextExample($"a {Bad[random.Next(3)]} film .", "neg")));
    }

    private string Contents() => string.Join('\n', Directory.GetFiles(Model).Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))}"));
}
