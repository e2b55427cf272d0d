using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Classifiers on a BERT encoder, on a small random one.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class EncoderClassifierTests : IDisposable
{
    private static readonly string Reference = TestFiles.Fixture("bert/bert-tiny-random");

    private readonly string folder = Directory.CreateTempSubdirectory("encoder").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    private static TextDataset Data => TextDataset.Create(
        Enumerable.Range(0, 24).Select(i => new TextExample(i % 2 == 0 ? "w7 w8 w9" : "w20 w21", null, [i % 2 == 0 ? "even" : "odd"], null, new("made", i + 1))));

    // The reference has no vocabulary of words, so its 211 ids get names.
    private string Encoder()
    {
        var path = Path.Combine(folder, "encoder");
        Directory.CreateDirectory(path);
        foreach (var file in new[] { "config.json", "model.safetensors" }) File.Copy(Path.Combine(Reference, file), Path.Combine(path, file), true);
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        File.WriteAllLines(Path.Combine(path, "vocab.txt"), special.Concat(Enumerable.Range(5, 206).Select(i => $"w{i}")));
        return path;
    }

    [Fact]
    public void Load_OfAHubFolderWithAHead_PredictsItsOwnLabels()
    {
        using var classifier = TextClassifier.Load(Encoder());
        Assert.Equal(["negative", "neutral", "positive"], classifier.LabelNames);
        Assert.Equal(1, classifier.Predict("w5 w6").Probabilities.Sum(), 5);
    }

    [Fact]
    public void Train_ThenSaveAndLoad_PredictsTheSame()
    {
        using var classifier = TextClassifier.FromPretrained(Encoder(), ["even", "odd"], new() { Seed = 3 });
        var result = classifier.Train(Data, Data, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(3), LearningRate = 1e-3 });
        Assert.NotNull(result.Validation);
        var saved = Path.Combine(folder, "saved");
        classifier.Save(saved);
        using var loaded = TextClassifier.Load(saved);
        Assert.Equal(classifier.Predict("w7 w20").Probabilities, loaded.Predict("w7 w20").Probabilities);
    }

    [Fact]
    public void Save_WritesHuggingFacesNames()
    {
        using var classifier = TextClassifier.FromPretrained(Encoder(), ["even", "odd"]);
        var saved = Path.Combine(folder, "saved");
        classifier.Save(saved);
        using var theirs = SafetensorsReader.Open(Path.Combine(Reference, "model.safetensors"));
        using var ours = SafetensorsReader.Open(Path.Combine(saved, "model.safetensors"));
        Assert.Equal(theirs.Entries.Select(e => e.Name).Order(StringComparer.Ordinal), ours.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(saved, "config.json")))!;
        Assert.Equal("BertForSequenceClassification", (string?)config["architectures"]![0]);
        Assert.Equal("odd", (string?)config["id2label"]!["1"]);
        Assert.Equal(48, (int)config["hidden_size"]!);
    }

    [Fact]
    public void Train_WithSeveralLabels_FindsThemAndSavesHuggingFacesProblemType()
    {
        var data = TextDataset.Create(Enumerable.Range(0, 32).Select(i => new TextExample(
            $"w7 {(i % 2 == 0 ? "w8" : "w9")} {(i % 4 < 2 ? "w20" : "w21")}", null, [.. i % 2 == 0 ? ["even"] : Array.Empty<string>(), .. i % 4 < 2 ? ["low"] : Array.Empty<string>()], null, new("made", i + 1))));
        using var classifier = TextClassifier.FromPretrained(Encoder(), ["even", "low"], new() { Seed = 3, Problem = ProblemType.MultiLabel });
        classifier.Train(data, data, new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(12), LearningRate = 3e-3, Patience = null });
        Assert.Equal(1, classifier.Evaluate(data).Accuracy);
        Assert.Equal(["even", "low"], classifier.Predict("w7 w8 w20").Labels);
        Assert.Empty(classifier.Predict("w7 w9 w21").Labels);
        var saved = Path.Combine(folder, "saved");
        classifier.Save(saved);
        Assert.Equal("multi_label_classification", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(saved, "config.json")))!["problem_type"]);
        using var loaded = TextClassifier.Load(saved);
        Assert.Equal(classifier.Predict("w7 w8 w21").Probabilities, loaded.Predict("w7 w8 w21").Probabilities);
    }

    [Fact]
    public void Load_OfAHubFolderForSeveralLabels_GivesEachItsOwnProbability()
    {
        var path = Encoder();
        using var single = TextClassifier.Load(path);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "config.json")))!;
        config["problem_type"] = "multi_label_classification";
        File.WriteAllText(Path.Combine(path, "config.json"), config.ToJsonString());
        using var several = TextClassifier.Load(path);
        var softmax = single.Predict("w5 w6").Probabilities;
        var odds = several.Predict("w5 w6").Probabilities.Select(p => p / (1 - p)).ToArray(); // the exponentials that softmax divides by their sum
        Assert.All(softmax.Zip(odds), pair => Assert.Equal(pair.First, pair.Second / odds.Sum(), 6));
    }

    [Fact]
    public void Load_OfAnEncoderWithoutAHead_SaysWhatToDo()
    {
        var path = Encoder();
        using (var reader = SafetensorsReader.Open(Path.Combine(Reference, "model.safetensors")))
            SafetensorsWriter.Write(Path.Combine(path, "model.safetensors"), [.. reader.ReadAll().Where(t => !t.Key.StartsWith("classifier.", StringComparison.Ordinal))]);
        Assert.Contains("FromPretrained", Assert.Throws<InvalidDataException>(() => TextClassifier.Load(path)).Message);
    }

    [Fact]
    public void FromPretrained_WithTooManyTokens_SaysHowManyTheEncoderHas() =>
        Assert.Contains("at most 64", Assert.Throws<OptionsException>(() => TextClassifier.FromPretrained(Encoder(), ["a", "b"], new() { MaxTokens = 65 })).Message);

    [Fact]
    public void FromPretrained_OfAnUnknownName_SuggestsTheBuiltInOne() =>
        Assert.Contains("minilm", Assert.Throws<DirectoryNotFoundException>(() => TextClassifier.FromPretrained("minlm", ["a", "b"])).Message);

    [Theory]
    [InlineData("hidden_size", 47, "multiple of num_attention_heads")]
    [InlineData("num_hidden_layers", 0, "num_hidden_layers must be at least 1, was 0")]
    [InlineData("hidden_act", "swish9", "hidden_act must be one of")]
    public void Load_OfAnImpossibleConfiguration_NamesTheKey(string key, object value, string message)
    {
        var path = Path.Combine(Encoder(), "config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config[key] = JsonValue.Create(value);
        File.WriteAllText(path, config.ToJsonString());
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => EncoderConfig.Load(Path.GetDirectoryName(path)!)).Message);
    }

    [Fact]
    public void Encode_OfAPair_CutsTheLongerTextAndMarksTheSecond()
    {
        using var classifier = TextClassifier.FromPretrained(Encoder(), ["a", "b"], new() { MaxTokens = 8 });
        var encoded = classifier.Preprocessor.Encode(new TextExample("w5 w6 w7 w8 w9 w10", "w20 w21", [], null, new("made", 1)));
        Assert.Equal([2, 5, 6, 7, 3, 20, 21, 3], encoded.Ids);
        Assert.True(encoded.IsTruncated);
        Assert.Equal(5, encoded.SecondSegment);
    }
}
