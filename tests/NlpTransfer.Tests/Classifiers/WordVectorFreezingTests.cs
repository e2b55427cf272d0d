using System.Security.Cryptography;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Freezing of word vectors by its effect on the numbers, with the options that people get by default.</summary>
public sealed class WordVectorFreezingTests : IDisposable
{
    private const int Dimension = 6;

    private readonly TempFolder folder = new();

    public static TheoryData<string> Backbones => [.. WordBackboneOptions.Names];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Backbones))]
    public void Train_OnFrozenVectors_LeavesBothTablesTheSameBits(string backbone)
    {
        using var classifier = Untrained(backbone);
        var before = Tables(classifier);

        classifier.Train(Trained, null, Options(FineTuningSchedule.FeatureExtraction(3)));

        var after = Tables(classifier);
        Assert.Equal(Hash(before.Seen), Hash(after.Seen));
        Assert.Equal(Hash(before.Unseen), Hash(after.Unseen));
    }

    [Theory]
    [MemberData(nameof(Backbones))]
    public void Train_OnFineTunedVectors_ChangesTheWordsOfTheTrainingTextsAndNoOther(string backbone)
    {
        using var classifier = Untrained(backbone);
        var before = Tables(classifier);

        classifier.Train(Trained, null, Options(FineTuningSchedule.FullFineTuning(3)));

        var after = Tables(classifier);
        var changed = Enumerable.Range(0, after.Words.Length).Where(row => !Row(before.Seen, row).SequenceEqual(Row(after.Seen, row))).Select(row => after.Words[row]);
        Assert.Equal(["bad", "film", "good"], changed.Order(StringComparer.Ordinal)); // "dull" and "fine" have rows, but no training text
        Assert.Equal(Hash(before.Unseen), Hash(after.Unseen));
    }

    // Ten times the default weight decay: it must leave alone what no gradient reaches.
    private static TrainingOptions Options(FineTuningSchedule schedule) => new() { Schedule = schedule, LearningRate = 0.01, BatchSize = 4, WeightDecay = 0.1 };

    private static TextDataset Trained => TextDataset.Create(Enumerable.Range(0, 24).Select(i => i % 2 == 0 ? new TextExample("good film", "pos") : new TextExample("bad film", "neg")));

    private static TextClassifier Untrained(string backbone)
    {
        string[] words = ["good", "bad", "film", "dull", "fine", "superb"];
        var random = new SeededRandom(1);
        using var vectors = WordVectors.Create(words, [.. words.SelectMany(_ => Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5)))], Dimension);
        var known = TextDataset.Create(Trained.Concat([new TextExample("dull", "neg"), new TextExample("fine", "pos")]));
        return TextClassifier.Create(known, vectors, new TextClassifierOptions { Backbone = WordBackboneOptions.ByName(backbone) });
    }

    private (string[] Words, float[] Seen, float[] Unseen) Tables(TextClassifier classifier)
    {
        var path = Path.Combine(folder.Root, Guid.NewGuid().ToString());
        classifier.Save(path);
        using var file = SafetensorsReader.Open(Path.Combine(path, "vectors.safetensors"));
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (seen, unseen) = (file.Read("seen"), file.Read("unseen"));
        Assert.Equal(1, unseen.shape[0]); // superb
        return ([.. File.ReadLines(Path.Combine(path, "vocab.txt")).Take((int)seen.shape[0])], seen.data<float>().ToArray(), unseen.data<float>().ToArray());
    }

    private static ReadOnlySpan<float> Row(float[] table, int row) => table.AsSpan(row * Dimension, Dimension);

    private static string Hash(float[] table) => Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(table.AsSpan())));
}
