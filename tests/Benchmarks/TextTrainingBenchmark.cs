using System.Globalization;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>
/// Training over word vectors beside the plain way to do it, each in processes of its own that take turns: steps at a fixed shape
/// (64 texts of 64 words, 400,000 x 100 vectors, frozen; targets 1.7 times as fast for the mean and 1.5 times for the BiLSTM), and
/// the whole training of each row of the accuracy table at hand, at equal epochs (target: half the time). A training begins in a new
/// process, in which the runtime compiles as it goes; for those that last about a second the same training is also timed the second time
/// in its process ("again"), both kinds alike.
/// </summary>
internal static class TextTrainingBenchmark
{
    private const string Name = "text-training";
    private const string Whole = "train:", Again = "again:";
    private const int Rounds = 5, ShortRounds = 3, Batch = 64, Length = 64, Words = 400_000, Dimension = 100, Classes = 2;

    internal static void Run(TextWriter output)
    {
        if (Child.Task?.Split('|') is [var kind, var task])
        {
            output.WriteLine((IsWhole(task) ? Train(kind, task) : Step(kind, task)).Line);
            return;
        }
        Compare(output, "mean", 1.7, Rounds);
        Compare(output, "bilstm", 1.5, Rounds);
        foreach (var name in TextSets.AtHand().Select(d => d.Name))
        {
            var isShort = name is "sms-spam" or "topic" or "sentiment";
            Compare(output, Whole + name, 2, isShort ? ShortRounds : 1);
            if (isShort) Compare(output, Again + name, 2, ShortRounds);
        }
    }

    private static bool IsWhole(string task) => task.StartsWith(Whole, StringComparison.Ordinal) || task.StartsWith(Again, StringComparison.Ordinal);

    // Interleaved, so that a neighbour's burst hits all; the ratio is the median of the rounds' ratios.
    private static void Compare(TextWriter output, string task, double target, int rounds)
    {
        var found = Enumerable.Range(0, rounds).Select(_ => Child.Kinds.Select(kind => Child.Run(Name, kind, task)).ToArray()).ToArray();
        var seconds = Child.Kinds.Select((kind, i) => $"{kind} {Amount(task, found.Select(f => f[i].Wall).Median())}");
        var ratios = Child.Kinds.Skip(1).Select((kind, i) => string.Create(CultureInfo.InvariantCulture,
            $"{found.Select(f => f[i + 1].Wall / f[0].Wall).Median():F2} times {kind} ({found.Select(f => f[i + 1].Processor / f[0].Processor).Median():F2} by processor time)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{task,-20} {string.Join(", ", seconds)}: {string.Join(", ", ratios)}; target {target} times plain-tuned"));
    }

    private static string Amount(string task, double seconds) => IsWhole(task)
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Batch / seconds:N0} examples/s");

    private static Cost Step(string kind, string task)
    {
        manual_seed(1);
        var vectors = randn(Words, Dimension);
        var ids = randint(2, Words, [50, Batch, Length]);
        var mask = ones(Batch, Length, dtype: ScalarType.Bool);
        var labels = randint(0, Classes, [Batch]);
        var step = kind == "ours" ? Ours(task, vectors) : Plain(task, vectors);
        var costs = new List<Cost>();
        for (var chunk = 0; chunk < 25; chunk++)
        {
            var start = Cost.Now;
            var steps = 0;
            for (; steps < 2 || Cost.Now.Since(start).Wall < 0.15; steps++)
            {
                using var scope = NewDisposeScope();
                step(ids[steps % 50], mask, labels);
            }
            var cost = Cost.Now.Since(start);
            if (chunk > 2) costs.Add(new(cost.Wall / steps, cost.Processor / steps));
        }
        return new(costs.Select(c => c.Wall).Median(), costs.Select(c => c.Processor).Median());
    }

    private static Action<Tensor, Tensor, Tensor> Ours(string task, Tensor vectors)
    {
        var backbone = WordBackboneOptions.ByName(task).Build(new WordEmbedding(vectors, zeros(0, Dimension)), PretrainedPart.Vectors);
        var model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, Classes, new HeadOptions()));
        var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.01);
        freezing.Apply(FineTuningSchedule.FeatureExtraction().Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        return (ids, mask, labels) =>
        {
            freezing.SetRate(1e-3);
            freezing.ZeroGrad();
            nn.functional.cross_entropy(model.Forward(new Activations(ids, mask)), labels).backward();
            freezing.Step();
        };
    }

    private static Action<Tensor, Tensor, Tensor> Plain(string task, Tensor vectors)
    {
        var model = new PlainText(task, vectors, Classes);
        var optimizer = new PlainAdamW(model.parameters().Where(p => p.requires_grad), 0.01);
        return (ids, mask, labels) =>
        {
            nn.functional.cross_entropy(model.Logits(ids, mask), labels).backward();
            optimizer.Step(1e-3);
        };
    }

    private static Cost Train(string kind, string task)
    {
        var name = task[Whole.Length..];
        if (task.StartsWith(Again, StringComparison.Ordinal)) TrainOnce(kind, name);
        return TrainOnce(kind, name);
    }

    // From encoded texts to trained weights, validation every epoch included. Of folds the first one.
    private static Cost TrainOnce(string kind, string name)
    {
        var recipe = AccuracyRecipe.All.Single(r => r.Data == name);
        var split = TextSets.AtHand().Single(d => d.Name == name).Splits(1, 0.1)[0];
        using var vectors = TextSets.Vectors();
        using var classifier = TextClassifier.Create(split.Train, vectors, recipe.Classifier(1));
        var (train, validation) = (new EncodedTexts(split.Train, classifier.Preprocessor, default), new EncodedTexts(split.Validation, classifier.Preprocessor, default));
        var start = Cost.Now;
        if (kind == "ours") new Trainer(classifier.Model, recipe.Training(1) with { Patience = null }, split.Train.LabelNames).Train(train, validation);
        else TrainPlainly(new PlainText(recipe.Backbone.Name, classifier.Model.state_dict().First(t => t.Key.Contains("embeddings.seen")).Value.detach().clone(), split.Train.LabelNames.Count), recipe, train, validation);
        return Cost.Now.Since(start);
    }

    private static void TrainPlainly(PlainText model, AccuracyRecipe recipe, EncodedTexts train, EncodedTexts validation)
    {
        var random = new Random(1);
        foreach (var phase in recipe.Schedule.Phases)
        {
            model.TrainsVectors = phase.Groups[0].Groups.Equals(GroupSelector.All);
            var optimizer = new PlainAdamW(model.parameters().Where(p => p.requires_grad), 0.01);
            var average = recipe.AverageDecay > 0 ? new PlainAverage(model.parameters().Where(p => p.requires_grad), recipe.AverageDecay) : null;
            for (var epoch = 0; epoch < phase.Length.EpochCount; epoch++) RunEpoch(model, recipe, optimizer, average, random, train, validation);
        }
    }

    private static void RunEpoch(PlainText model, AccuracyRecipe recipe, PlainAdamW optimizer, PlainAverage? average, Random random, EncodedTexts train, EncodedTexts validation)
    {
        model.train();
        var order = Enumerable.Range(0, train.Count).ToArray();
        random.Shuffle(order);
        foreach (var batch in order.Chunk(recipe.BatchSize))
        {
            using var scope = NewDisposeScope();
            var input = train.Collate(batch, CPU);
            var known = input.Values.clamp_max(model.Words - 1); // words beyond the training data have no row here
            nn.functional.cross_entropy(model.Logits(known, input.Mask!), tensor([.. batch.Select(i => (long)train.Labels[i])]), label_smoothing: recipe.LabelSmoothing).backward();
            nn.utils.clip_grad_norm_(model.parameters().Where(p => p.requires_grad), 1);
            optimizer.Step(recipe.LearningRate);
            average?.Update();
        }
        model.eval();
        using var guard = no_grad();
        foreach (var batch in Enumerable.Range(0, validation.Count).Chunk(128))
        {
            using var scope = NewDisposeScope();
            var input = validation.Collate(batch, CPU);
            model.Logits(input.Values.clamp_max(model.Words - 1), input.Mask!).argmax(1);
        }
    }
}
