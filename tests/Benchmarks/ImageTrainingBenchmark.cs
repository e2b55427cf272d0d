using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>
/// ResNet-18 on 16 images of 224 x 224, beside the plain way to do it, each in processes of its own that take turns (target: 1.1
/// times plain-tuned, forward and in a full training step); and five epochs of a head alone, with and without the features kept
/// (target: 4 times).
/// </summary>
internal static class ImageTrainingBenchmark
{
    private const string Name = "images", Forward = "forward", FullStep = "full step", HeadOnly = "head only, kept", HeadOnlyUncached = "head only";
    private const int Rounds = 3, Batch = 16, Size = 224, Classes = 10, Steps = 4, Epochs = 5, Few = 96;

    internal static void Run(TextWriter output)
    {
        foreach (var task in new[] { Forward, FullStep }) Compare(output, task);
        var (without, with) = (Child.Run(Name, "ours", HeadOnlyUncached), Child.Run(Name, "ours", HeadOnly));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{HeadOnly,-16} {without.Wall / with.Wall:F1} times as fast, at least 4 wanted: {Epochs} epochs of {Few} images in {without.Wall:F1} s without, {with.Wall:F1} s with; {without.Processor / with.Processor:F1} times less processor time"));
    }

    /// <summary>What a parent asked this process for.</summary>
    internal static void RunTask(TextWriter output, string kind, string task) => output.WriteLine((task switch
    {
        HeadOnly => TrainHead(FeatureCacheMode.Auto),
        HeadOnlyUncached => TrainHead(FeatureCacheMode.Off),
        _ => Median(kind == "ours" ? Ours(task) : Plain(task)),
    }).Line);

    // Interleaved, so that a neighbour's burst hits all; the ratio is the median of the rounds' ratios.
    private static void Compare(TextWriter output, string task)
    {
        var found = Enumerable.Range(0, Rounds).Select(_ => Child.Kinds.Select(kind => Child.Run(Name, kind, task)).ToArray()).ToArray();
        var rates = Child.Kinds.Select((kind, i) => string.Create(CultureInfo.InvariantCulture, $"{kind} {Batch / found.Select(f => f[i].Wall).Median():F1} images/s"));
        var ratios = Child.Kinds.Skip(1).Select((kind, i) => string.Create(CultureInfo.InvariantCulture,
            $"{found.Select(f => f[i + 1].Wall / f[0].Wall).Median():F2} times {kind} ({found.Select(f => f[i + 1].Processor / f[0].Processor).Median():F2} by processor time)"));
        output.WriteLine($"{$"resnet18 {task}",-20} {string.Join(", ", rates)}: {string.Join(", ", ratios)}; target 1.1 times plain-tuned");
    }

    private static Cost Median(Action<Tensor, Tensor> work)
    {
        var (images, labels) = (randn(Batch, 3, Size, Size), randint(0, Classes, [Batch]));
        var costs = new List<Cost>();
        for (var i = 0; i <= Steps; i++)
        {
            using var scope = NewDisposeScope();
            var start = Cost.Now;
            work(images, labels);
            if (i > 0) costs.Add(Cost.Now.Since(start)); // the first one fills memory pools and prepares kernels
        }
        return new(costs.Select(c => c.Wall).Median(), costs.Select(c => c.Processor).Median());
    }

    private static Action<Tensor, Tensor> Ours(string task)
    {
        var model = Model(isPretrained: false);
        if (task == Forward) return Evaluating(model, images => model.Forward(new(images)));
        var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.01);
        freezing.Apply(FineTuningSchedule.FullFineTuning().Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        return (images, labels) =>
        {
            freezing.SetRate(1e-3);
            freezing.ZeroGrad();
            nn.functional.cross_entropy(model.Forward(new(images)), labels).backward();
            freezing.Step();
        };
    }

    private static Action<Tensor, Tensor> Plain(string task)
    {
        var model = new PlainResNet(Classes);
        if (task == Forward) return Evaluating(model, model.call);
        var optimizer = new PlainAdamW(model.parameters(), 0.01);
        return (images, labels) =>
        {
            nn.functional.cross_entropy(model.call(images), labels).backward();
            optimizer.Step(1e-3);
        };
    }

    private static Action<Tensor, Tensor> Evaluating(nn.Module model, Func<Tensor, Tensor> forward)
    {
        model.eval();
        return (images, _) =>
        {
            using var guard = no_grad();
            forward(images);
        };
    }

    private static ClassificationModel Model(bool isPretrained)
    {
        var backbone = ImageArchitecture.ByName("resnet18").Create(isPretrained: isPretrained);
        return new(backbone, new Head(backbone.FeatureSize, Classes, new() { Dropout = 0.2 }));
    }

    private static Cost TrainHead(FeatureCacheMode mode)
    {
        var options = new TrainingOptions { Schedule = FineTuningSchedule.FeatureExtraction(Epochs), BatchSize = Batch, FeatureCache = new() { Mode = mode } };
        var (model, images) = (Model(isPretrained: true), new RandomImages());
        var trainer = new Trainer(model, options, [.. Enumerable.Range(0, Classes).Select(i => $"{i}")]);
        Warm(model, images);
        var start = Cost.Now;
        trainer.Train(images);
        return Cost.Now.Since(start);
    }

    // As with the steps: a process's first batch fills memory pools and prepares kernels, in a sixth of a pass of so few images.
    private static void Warm(ClassificationModel model, RandomImages images)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        model.eval();
        model.Forward(images.Collate([.. Enumerable.Range(0, Batch)], CPU));
        model.train();
    }

    /// <summary>What they show makes no difference to the time.</summary>
    private sealed class RandomImages : ITrainingData
    {
        private readonly Tensor images = randn(Few, 3, Size, Size);

        public int Count => Few;

        public IReadOnlyList<int> Lengths { get; } = [.. Enumerable.Repeat(1, Few)];

        public IReadOnlyList<int> Labels { get; } = [.. Enumerable.Range(0, Few).Select(i => i % Classes)];

        public IReadOnlyList<IReadOnlyList<int>> LabelSets { get; } = [.. Enumerable.Range(0, Few).Select(i => new[] { i % Classes })];

        public int Truncated => 0;

        public Activations Collate(IReadOnlyList<int> indices, Device device) => new(images.index_select(0, tensor(indices.Select(i => (long)i).ToArray())));

        public string Source(int index) => $"image {index + 1}";
    }
}
