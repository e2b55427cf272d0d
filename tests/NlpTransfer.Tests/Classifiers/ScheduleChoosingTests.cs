using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

public sealed class ScheduleChoosingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Words in two clusters of vectors; a text's class is the cluster of its words, and no word is in two texts.
    [Theory]
    [InlineData(true, 0.9, 1)]
    [InlineData(false, 0, 0.35)]
    public void Probe_OfDataThatThePretrainingSorted_FindsItSimilar(bool sorted, double least, double most)
    {
        using var vectors = Vectors(sorted);
        var data = Data(200);
        using var classifier = TextClassifier.Create(data, vectors, new() { Backbone = new PoolingOptions() });
        var before = Hash(classifier);
        var report = SimilarityProbe.Measure(classifier, data, seed: 3);
        Assert.InRange(report.Similarity, least, most);
        Assert.Equal(before, Hash(classifier));
        Assert.False(classifier.Model.training);
    }

    [Theory]
    [InlineData(0.9, 0.5, 0.8)]
    [InlineData(0.4, 0.5, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(0.9, 1, 0)]
    public void Similarity_IsTheShareOfErrorsThatAreGone(double pretrained, double random, double expected) =>
        Assert.Equal(expected, SimilarityProbe.Similarity(pretrained, random), 9);

    [Fact]
    public void Search_OverWordVectors_TriesEveryCandidateFromTheSameWeightsAndPicksTheBestScore()
    {
        using var vectors = Vectors(sorted: true);
        var data = Data(200);
        using var classifier = TextClassifier.Create(data, vectors, new() { Backbone = new PoolingOptions() });
        var before = Hash(classifier);
        var trials = ScheduleSearch.Run(classifier, data.Subset(Enumerable.Range(0, 150)), data.Subset(Enumerable.Range(150, 50)), new TrainingOptions { LearningRate = 0.01 });
        Assert.Equal(["feature-extraction", "last-groups", "freeze-then-unfreeze"], trials.Select(t => t.Schedule.Name)); // last-3 and full are last-2 here
        Assert.Equal(trials.Min(t => t.Validation.Loss), Assert.Single(trials, t => t.IsBest).Validation.Loss);
        Assert.Equal(before, Hash(classifier));
        Assert.Empty(classifier.Metrics);
    }

    [Fact]
    public void Search_OverAnEncoder_TriesOnlyWhatKeepsHalfOfItFrozen()
    {
        var data = TextDataset.Create(Enumerable.Range(0, 24).Select(i => new TextExample(i % 2 == 0 ? "w7 w8 w9" : "w20 w21", null, [i % 2 == 0 ? "even" : "odd"], null, new("made", i + 1))));
        using var classifier = TextClassifier.FromPretrained(SmallEncoder.Write(folder.Root), data.LabelNames);
        var trials = ScheduleSearch.Run(classifier, data, data);
        Assert.Equal(["feature-extraction", "last-groups", "last-3-groups"], trials.Select(t => t.Schedule.Name));
    }

    [Fact]
    public void FromPretrained_WithFewerLayers_KeepsTheLowestAndSavesAModelThatLoads()
    {
        var encoder = SmallEncoder.Write(folder.Root);
        using var whole = TextClassifier.FromPretrained(encoder, ["a", "b"]);
        using var cut = TextClassifier.FromPretrained(encoder, ["a", "b"], new() { Layers = 1 });
        Assert.Equal(["embeddings", "layer.0", "head"], cut.Model.GroupNames);
        Assert.Equal(TensorHash.Of(whole.Model.LayerGroups[1]), TensorHash.Of(cut.Model.LayerGroups[1]));
        var saved = Path.Combine(folder.Root, "saved");
        cut.Save(saved);
        using var loaded = TextClassifier.Load(saved);
        Assert.Equal(cut.Predict("w7 w8").Probabilities, loaded.Predict("w7 w8").Probabilities);
        Assert.Contains("Layers must be at most 3", Assert.Throws<OptionsException>(() => TextClassifier.FromPretrained(encoder, ["a", "b"], new() { Layers = 4 })).Message);
    }

    private static string Hash(TextClassifier classifier) => string.Join(' ', classifier.Model.LayerGroups.Select(TensorHash.Of));

    private static TextDataset Data(int count) => TextDataset.Create(Enumerable.Range(0, count).Select(i =>
        new TextExample($"word{2 * i} word{(2 * i) + 1}", null, [i % 2 == 0 ? "even" : "odd"], null, new("made", i + 1))));

    private WordVectors Vectors(bool sorted)
    {
        var random = new Random(1);
        var path = Path.Combine(folder.Root, $"vectors-{sorted}.txt");
        File.WriteAllLines(path, Enumerable.Range(0, 400).Select(i =>
            $"word{i} " + string.Join(' ', Enumerable.Range(0, 8).Select(d => FormattableString.Invariant($"{random.NextDouble() - 0.5 + (sorted && d < 4 ? (i / 2 % 2 == 0 ? 0.7 : -0.7) : 0):0.0000}")))));
        return WordVectors.Open(path);
    }
}
