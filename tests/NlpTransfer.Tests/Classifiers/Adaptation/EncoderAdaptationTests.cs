using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Backbones;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Classifiers.Adaptation;

[Collection(TorchGenerator.Name)]
public sealed class EncoderAdaptationTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Train_OfWeightsWithoutAHead_TrainsOneFirstAndThenLowersThePerplexity()
    {
        using var adaptation = New();
        Assert.True(adaptation.HeadIsNew);
        var result = adaptation.Train(Texts(60, 1), Texts(20, 2));
        Assert.Equal([AdaptationOptions.HeadPhase, "all"], result.Training.Epochs.Select(e => e.Phase).Distinct());
        Assert.True(result.PerplexityAfter < 0.9 * result.PerplexityBefore, $"{result.PerplexityBefore} to {result.PerplexityAfter}");
    }

    [Fact]
    public void Train_OfAHeadAlone_LeavesTheEncoderAlone()
    {
        using var adaptation = New(Options() with { Training = Options().Training with { Schedule = FineTuningSchedule.FeatureExtraction(1) } });
        var before = adaptation.Model.LayerGroups.Select(TensorHash.Of).ToArray();
        adaptation.Train(Texts(20, 1), Texts(10, 2));
        var changed = adaptation.Model.LayerGroups.Zip(before).Where(g => TensorHash.Of(g.First) != g.Second).Select(g => g.First.Name);
        Assert.Equal(["head"], changed);
    }

    [Fact]
    public void Save_GivesAFolderThatClassifiersStartFromAndThatGoesOnFromWhereItWas()
    {
        using var adaptation = New();
        var result = adaptation.Train(Texts(30, 1), Texts(10, 2));
        var saved = Path.Combine(folder.Root, "saved");
        adaptation.Save(saved);

        using var classifier = TextClassifier.FromPretrained($"bert:{saved}", ["a", "b"], new() { Pooling = EncoderPooling.Mean });
        Assert.Equal(adaptation.Model.Backbone.LayerGroups.Select(TensorHash.Of), classifier.Model.Backbone.LayerGroups.Select(TensorHash.Of));
        using var again = new EncoderAdaptation(saved, Options() with { Training = Options().Training with { Schedule = new("none", [new Phase { Length = PhaseLength.Steps(1) }]), LearningRate = 1e-12 } });
        Assert.False(again.HeadIsNew);
        Assert.Equal(result.PerplexityAfter, again.Train(Texts(8, 3), Texts(10, 2)).PerplexityBefore, 1e-4);
    }

    [Fact]
    public void Save_KeepsThePoolerAsItWas()
    {
        using var adaptation = New();
        adaptation.Save(Path.Combine(folder.Root, "saved"));
        using var before = WeightFile.OpenFolder(SmallEncoder.Write(folder.Root));
        using var after = WeightFile.OpenFolder(Path.Combine(folder.Root, "saved"));
        var name = before.Entries.Single(e => e.Name.EndsWith("pooler.dense.weight", StringComparison.Ordinal)).Name;
        Assert.Equal(before.Read(name).data<float>().ToArray(), after.Read("bert.pooler.dense.weight").data<float>().ToArray());
        Assert.Contains("cls.predictions.transform.dense.weight", after.Entries.Select(e => e.Name));
    }

    [Fact]
    public void Train_StoppedAndContinued_EndsBitIdentical()
    {
        using var source = new CancellationTokenSource();
        string Run(TrainingRunFolder? run, ITrainingCallback[] callbacks, CancellationToken stop)
        {
            using var adaptation = New();
            var result = adaptation.Train(Texts(30, 1), Texts(10, 2), callbacks, stop, run);
            return FormattableString.Invariant($"{string.Join(' ', adaptation.Model.LayerGroups.Select(TensorHash.Of))} {result.PerplexityBefore:R} {result.PerplexityAfter:R}");
        }
        var path = Path.Combine(folder.Root, "run");
        Assert.Throws<OperationCanceledException>(() => Run(TrainingRunFolder.Create(path), [new StopAt(7, source)], source.Token)); // in the middle of an epoch
        Assert.Equal(Run(null, [], default), Run(TrainingRunFolder.Open(path), [], default));
    }

    [Fact]
    public void Train_WithOtherTextsThanBefore_IsRefused()
    {
        using var source = new CancellationTokenSource();
        using var adaptation = New();
        var path = Path.Combine(folder.Root, "run");
        Assert.Throws<OperationCanceledException>(() => adaptation.Train(Texts(30, 1), Texts(10, 2), [new StopAt(2, source)], source.Token, TrainingRunFolder.Create(path)));
        using var other = New();
        var error = Assert.Throws<CheckpointException>(() => other.Train(Texts(30, 5), Texts(10, 2), run: TrainingRunFolder.Open(path)));
        Assert.Contains("training_sha256", error.Message);
    }

    [Fact]
    public void MaskedTexts_HideOtherTokensInEachEpochAndTheSameInEveryMeasurement()
    {
        var data = Masked(Texts(12, 1), 128);
        string Hidden(int? epoch)
        {
            data.Announce([], epoch);
            return string.Join(',', data.Hidden([.. Enumerable.Range(0, 12)], CPU).Places.data<long>().ToArray());
        }
        Assert.NotEqual(Hidden(0), Hidden(1));
        Assert.Equal(Hidden(0), Hidden(0));
        Assert.Equal(Hidden(null), Hidden(null));
        Assert.False(data.IsRepeatable);
    }

    [Fact]
    public void MaskedTexts_OfALongText_AreSeveralPiecesThatLoseNothing()
    {
        var data = Masked(TextDataset.FromTexts([string.Join(' ', Enumerable.Range(10, 25).Select(i => $"w{i}"))]), 12);
        Assert.Equal([12, 12, 7], data.Lengths); // ten words a piece, between [CLS] and [SEP]
    }

    [Fact]
    public void Train_WithoutHeldOutTexts_AsksForThem()
    {
        using var adaptation = New();
        Assert.Contains("measure the perplexity", Assert.Throws<ArgumentException>(() => adaptation.Train(Texts(5, 1), TextDataset.FromTexts([]))).Message);
    }

    [Fact]
    public void Validate_OfFaults_NamesThemAll() =>
        Assert.Equal(3, new AdaptationOptions { MaskedShare = 1, MaxTokens = 2, HeadEpochs = 0 }.Validate().Count);

    private EncoderAdaptation New(AdaptationOptions? options = null) => new(SmallEncoder.Write(folder.Root), options ?? Options());

    private static AdaptationOptions Options() => new() { Training = new() { LearningRate = 2e-3, BatchSize = 8, Schedule = FineTuningSchedule.FullFineTuning(4), Seed = 3 } };

    private MaskedTexts Masked(TextDataset texts, int maxTokens)
    {
        var path = SmallEncoder.Write(folder.Root);
        var tokens = File.ReadAllLines(Path.Combine(path, "vocab.txt"));
        return new(texts, new EncoderPreprocessor(path, EncoderConfig.Load(path), maxTokens), new WholeWordMask(tokens, new HashSet<int> { 0, 1, 2, 3, 4 }, 4, 0.15), 1, default);
    }

    // Sentences of ten words out of twenty, each followed by its neighbour: there is something to guess from.
    private static TextDataset Texts(int count, int seed)
    {
        var random = new Random(seed);
        return TextDataset.FromTexts(Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(random.Next(10), 10).Select(i => $"w{20 + i}"))));
    }

    private sealed class StopAt(long step, CancellationTokenSource source) : ITrainingCallback
    {
        public void OnStep(StepReport report)
        {
            if (report.Step == step) source.Cancel();
        }
    }
}
