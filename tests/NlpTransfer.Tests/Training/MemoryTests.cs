using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.FineTuning;
using NlpTransfer.Tests.Training.Features;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training;

/// <summary>A training holds as much after many steps as after few: 2,000 of every backbone with NLPTRANSFER_FULL=1, else 200 of one of each kind.</summary>
[Collection(TorchGenerator.Name)]
public sealed class MemoryTests : IDisposable
{
    private const long Megabyte = 1 << 20, Allowed = 24 * Megabyte; // what the collector, the allocator and other tests keep at hand

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("NLPTRANSFER_FULL") == "1";

    private static readonly int Steps = IsFull ? 2_000 : 200;

    private readonly TempFolder folder = new();

    private const string Encoder = "encoder", KeptFeatures = "encoder on kept features", ResNet = "resnet20-cifar";

    // Each with a trait: -preEnumerateTheories -trait backbone=resnet50 runs one alone.
    public static IEnumerable<TheoryDataRow<string>> Backbones =>
        ((string[])[.. WordBackboneOptions.Names, Encoder, KeptFeatures, ResNet, .. IsFull ? [.. Families, .. Networks] : Array.Empty<string>()])
            .Select(name => new TheoryDataRow<string>(name) { Traits = { ["backbone"] = [name] } });

    // By their fixtures' names; BERT is the encoder above.
    private static IReadOnlyList<string> Families => ["roberta-random", "distilbert-random", "mpnet-random", "electra-random", "albert-random", "deberta-v2-random", "gpt2-random", "modernbert-random"];

    private static IReadOnlyList<string> Networks => ["resnet18", "resnet50", "efficientnet-lite0", "mobilenet_v2", "vgg11_bn", "inception_v3", "xception"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Backbones))]
    public void Train_OverManySteps_HoldsNoMoreTensorsAndNoMoreMemory(string name)
    {
        var gauge = Train(name, null);
        Assert.Equal(gauge.Tensors[0], gauge.Tensors[1]);
        AssertFlat(gauge, name);
    }

    [Fact]
    public void Train_WithACheckpointEveryFewSteps_HoldsNoMoreMemory() =>
        AssertFlat(Train("bilstm", TrainingCheckpoints.Create(folder.Root, new CheckpointOptions { EverySteps = 5 })), "bilstm");

    private static Gauge Train(string name, TrainingCheckpoints? checkpoints)
    {
        using var scope = NewDisposeScope();
        using var model = Model(name);
        var gauge = new Gauge(Steps / 4, Steps);
        var groups = name == KeptFeatures ? new GroupRate(GroupSelector.Last(2)) : new GroupRate(GroupSelector.All);
        var training = new TrainingOptions { Schedule = new FineTuningSchedule("mine", [new Phase { Groups = [groups], Length = PhaseLength.Steps(Steps) }]), BatchSize = 8, Patience = null };
        ITrainingData[] data = name == ResNet ? [Pictures(8, 16), Pictures(4, 16)]
            : Networks.Contains(name) ? [Pictures(2, ImageArchitecture.ByName(name).MinimumSize), Pictures(2, ImageArchitecture.ByName(name).MinimumSize)]
            : [new ToyData(80, 1), new ToyData(20, 2)];
        var result = new Trainer(model, training, ["no", "yes"], [gauge], checkpoints: checkpoints).Train(data[0], data[1]);
        Assert.Equal(name == KeptFeatures, result.Features.Any(f => f.Storage == FeatureStorage.Memory));
        return gauge;
    }

    private static BatchData Pictures(int count, int size) => new(new(randn(count, 3, size, size)));

    private static ClassificationModel Model(string name)
    {
        if (name is Encoder or KeptFeatures) return FeatureRuns.Model("bert");
        var backbone = Bare(name);
        return new ClassificationModel(backbone, new Head(backbone.FeatureSize, 2, new HeadOptions { Dropout = 0.1 }));
    }

    private static Backbone Bare(string name) =>
        Families.Contains(name) ? new EncoderBackbone(EncoderConfig.Load(TestFiles.Fixture($"encoders/{name}")))
        : name == ResNet || Networks.Contains(name) ? ImageArchitecture.ByName(name).Create()
        : OverWords(WordBackboneOptions.ByName(name));

    private static Backbone OverWords(WordBackboneOptions options)
    {
        var table = randn(16, 32);
        return options.Build(new WordEmbedding(table, zeros(0, 32), options.HasStaticChannel ? table.clone() : null), PretrainedPart.Vectors, new WordShares([0, 1, 2, 3, 4, 5], 15));
    }

    private static void AssertFlat(Gauge gauge, string name) => Assert.True(gauge.Resident[1] - gauge.Resident[0] < Allowed,
        $"{name}: {(gauge.Resident[1] - gauge.Resident[0]) / (double)Megabyte:0.0} MB more at the end than after a quarter of the steps");

    private sealed class Gauge(params long[] steps) : ITrainingCallback
    {
        public List<long> Tensors { get; } = [];

        public List<long> Resident { get; } = [];

        public void OnStep(StepReport step)
        {
            if (!steps.Contains(step.Step)) return;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Tensors.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Resident.Add(Environment.WorkingSet);
        }
    }
}
