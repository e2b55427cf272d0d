using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones.Encoders;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Classifiers on encoders of every family, from a Hugging Face folder and back to one.</summary>
public sealed class EncoderFamilyTests : IDisposable
{
    private readonly TempFolder temporary = new();

    public static TheoryData<string> Names => EncoderParityTests.Names;

    public void Dispose() => temporary.Dispose();

    private static TextDataset Data => TextDataset.Create(
        Enumerable.Range(0, 12).Select(i => new TextExample(i % 2 == 0 ? "w7 w8 w9" : "w20 w21", null, [i % 2 == 0 ? "even" : "odd"], null, new("made", i + 1))));

    [Theory]
    [MemberData(nameof(Names))]
    public void FromPretrained_TrainSaveAndLoad_PredictsTheSameInTheFamilysNames(string name)
    {
        var source = Folder(name);
        using var classifier = TextClassifier.FromPretrained($"bert:{source}", ["even", "odd"], new() { Seed = 3 });
        Assert.NotEmpty(classifier.Weights!.New);
        classifier.Train(Data, options: new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(1), LearningRate = 1e-3 });
        var saved = Path.Combine(temporary.Root, "saved");
        classifier.Save(saved);
        using var loaded = TextClassifier.Load(saved);
        Assert.Equal(classifier.Predict("w7 w20").Probabilities, loaded.Predict("w7 w20").Probabilities);
        using (var theirs = WeightFile.OpenFolder(source))
        using (var ours = WeightFile.OpenFolder(saved))
            Assert.Equal(Shapes(theirs), Shapes(ours));
        var (before, after) = (Json(source), Json(saved));
        Assert.Equal((string?)before["architectures"]![0], (string?)after["architectures"]![0]);
        Assert.Equal((string?)before["model_type"], (string?)after["model_type"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_OfAHubFolder_SavedUntouched_HoldsTheSameWeights(string name)
    {
        var source = Folder(name);
        using var classifier = TextClassifier.Load(source);
        Assert.Equal(["negative", "neutral", "positive"], classifier.LabelNames);
        var saved = Path.Combine(temporary.Root, "saved");
        classifier.Save(saved);
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var theirs = WeightFile.OpenFolder(source);
        using var ours = WeightFile.OpenFolder(saved);
        foreach (var entry in theirs.Entries)
            Assert.True(theirs.Read(entry.Name).to(TorchSharp.torch.ScalarType.Float32).Equals(ours.Read(entry.Name)), entry.Name);
    }

    [Theory]
    [InlineData("roberta-random", EncoderPooling.Cls)]
    [InlineData("roberta-random", EncoderPooling.Mean)]
    [InlineData("mpnet-random", EncoderPooling.Max)]
    [InlineData("deberta-v2-random", EncoderPooling.Attention)]
    [InlineData("modernbert-random", EncoderPooling.Cls)]
    [InlineData("albert-random", EncoderPooling.Last)]
    [InlineData("gpt2-random", EncoderPooling.Mean)]
    [InlineData("gpt2-random", EncoderPooling.Attention)]
    public void FromPretrained_WithAnyPooling_SavesAndLoads(string name, EncoderPooling pooling)
    {
        using var classifier = TextClassifier.FromPretrained(Folder(name), ["a", "b"], new() { Pooling = pooling });
        var saved = Path.Combine(temporary.Root, "saved");
        classifier.Save(saved);
        using var loaded = TextClassifier.Load(saved);
        Assert.Equal(classifier.Predict("w7 w20 w9").Probabilities, loaded.Predict("w7 w20 w9").Probabilities);
        Assert.Equal(pooling, ((EncoderBackbone)loaded.Model.Backbone).Pooling);
    }

    [Theory]
    [InlineData("distilbert-random", "n_layers")]
    [InlineData("albert-random", "num_hidden_layers")]
    [InlineData("modernbert-random", "num_hidden_layers")]
    [InlineData("gpt2-random", "n_layer")]
    public void FromPretrained_WithFewerLayers_SavesAFolderThatSaysSo(string name, string key)
    {
        using var classifier = TextClassifier.FromPretrained(Folder(name), ["a", "b"], new() { Layers = 2 });
        var saved = Path.Combine(temporary.Root, "saved");
        classifier.Save(saved);
        Assert.Equal(2, (int)Json(saved)[key]!);
        using var loaded = TextClassifier.Load(saved);
        Assert.Equal(classifier.Predict("w7").Probabilities, loaded.Predict("w7").Probabilities);
    }

    [Fact]
    public void Encode_OfAPairForRoberta_PutsTwoSeparatorsBetweenAndTellsNoSegments()
    {
        using var classifier = TextClassifier.FromPretrained(Folder("roberta-random"), ["a", "b"]);
        var encoded = classifier.Preprocessor.Encode(new TextExample("a", "b", [], null, new("made", 1)));
        Assert.Equal((0, 2, 2, 2), (encoded.Ids[0], encoded.Ids[^1], encoded.Ids[2], encoded.Ids[3]));
        Assert.Null(encoded.SecondSegment);
    }

    [Fact]
    public void FromPretrained_OfAnUnknownFamily_ListsThoseThatThereAre()
    {
        var folder = Folder("electra-random");
        var config = Json(folder);
        config["model_type"] = "elektra";
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        var error = Assert.Throws<InvalidDataException>(() => TextClassifier.FromPretrained(folder, ["a", "b"]));
        Assert.Contains("model_type must be one of bert, distilbert, roberta", error.Message);
        Assert.Contains("Did you mean 'electra'?", error.Message);
    }

    private string Folder(string name) => FamilyFolder.Write(temporary.Root, name);

    private static JsonNode Json(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "config.json")))!;

    // Of a head, the number of classes differs.
    private static string[] Shapes(IWeightFile file) =>
        [.. file.Entries.Select(e => $"{e.Name} {string.Join('x', e.Shape.Select(s => s is 2 or 3 ? 0 : s))}").Order(StringComparer.Ordinal)];
}
