#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Backbones;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

// A network of your own under the same head, loop, schedules and figures as all others.
var split = DatasetSplitter.Split(TextDataset.Load("corpora/sms-spam.csv"), new() { Seed = 1 });
using var model = new ClassificationModel(new LetterPairs(), new Head(LetterPairs.Width, split.Train.LabelNames.Count));
var options = new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(8), LearningRate = 0.01 };
var result = new Trainer(model, options, split.Train.LabelNames).Train(new Pairs(split.Train), new Pairs(split.Validation));
Console.WriteLine($"accuracy {result.Validation!.Accuracy:F2}");

// The mean of a vector for each pair of neighbouring letters.
internal sealed class LetterPairs : Backbone
{
    public const long Width = 32;
    private readonly Embedding table = nn.Embedding(Pairs.Kinds, Width, padding_idx: 0);

    public LetterPairs() : base(nameof(LetterPairs))
    {
        RegisterComponents();
        LayerGroups = [new LayerGroup("pairs", [table])];
    }

    public override long FeatureSize => Width;

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override Activations Forward(Activations input, int from, int to)
    {
        var mask = input.Mask!.to(ScalarType.Float32).unsqueeze(-1); // (B, S, 1)
        var sum = (table.call(input.Values) * mask).sum([1]); // (B, Width)
        return new(sum / mask.sum([1]));
    }
}

// Texts as numbers of pairs; 0 pads.
internal sealed class Pairs(TextDataset texts) : ITrainingData
{
    public const int Kinds = 2000;
    private readonly long[][] ids = [.. texts.Select(e => e.Text.ToLowerInvariant()).Select(t => t.Zip(t.Skip(1), (a, b) => 1L + (((a * 31) + b) % (Kinds - 1))).DefaultIfEmpty(1).ToArray())];

    public int Count => ids.Length;

    public IReadOnlyList<int> Lengths { get; } = [.. texts.Select(e => Math.Max(1, e.Text.Length - 1))];

    public IReadOnlyList<int> Labels => texts.LabelIndices;

    public IReadOnlyList<IReadOnlyList<int>> LabelSets => texts.LabelSets;

    public int Truncated => 0;

    public string Source(int index) => texts[index].Source.ToString();

    public Activations Collate(IReadOnlyList<int> indices, Device device)
    {
        int longest = indices.Max(i => ids[i].Length);
        long[] padded = [.. indices.SelectMany(i => ids[i].Concat(new long[longest - ids[i].Length]))];
        var values = tensor(padded).reshape(indices.Count, longest).to(device); // (B, S)
        return new(values, values.ne(0));
    }
}
