using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using static TorchSharp.torch;

/// <summary>What an encoder is timed on: batches of random ids at a fixed shape, or of texts at their natural lengths.</summary>
internal static class EncoderTexts
{
    private const int Sample = 128, BatchSize = 32;

    /// <summary>Reviews, text messages and questions of the folder NLPTRANSFER_DATA; without it the reviews and messages that come with the project, and news.</summary>
    public static IReadOnlyList<string> Names { get; } = Folder is null ? ["sentiment", "sms", "topic"] : ["rt-polarity", "sms-spam", "trec"];

    private static string? Folder => Environment.GetEnvironmentVariable("NLPTRANSFER_DATA");

    /// <summary>The batches of one pass: of similar lengths without <paramref name="plain"/>, with it as they come and padded to the longest.</summary>
    public static IReadOnlyList<Activations> Batches(EncoderTask task, ITextPreprocessor preprocessor, bool plain)
    {
        if (task.Shape is { } shape)
        {
            manual_seed(1);
            return [new(randint(1_000, 30_000, [shape.Rows, shape.Tokens]), ones(shape.Rows, shape.Tokens, dtype: ScalarType.Bool))];
        }
        var texts = Read(task.Texts).Select(preprocessor.Encode).ToArray();
        var plan = plain
            ? [.. Enumerable.Range(0, texts.Length).Chunk(BatchSize)]
            : LengthGroupedBatches.Plan([.. texts.Select(t => t.Ids.Length)], new() { MaxExamples = BatchSize }, seed: 1, epoch: 0);
        return [.. plan.Select(batch => preprocessor.Collate([.. batch.Select(i => texts[i])], CPU))];
    }

    /// <summary>The real tokens of each text.</summary>
    public static IReadOnlyList<int> Lengths(IEnumerable<Activations> batches) => [.. batches.SelectMany(b => b.Mask!.sum(1).data<long>().ToArray()).Select(n => (int)n)];

    private static IReadOnlyList<TextExample> Read(string name)
    {
        var corpora = Path.Combine(TextSets.Repository, "corpora");
        var data = name switch
        {
            "sentiment" or "topic" => TextDataset.Load(Path.Combine(corpora, $"{name}.csv")),
            "sms" => TextDataset.Load(Path.Combine(corpora, "sms-spam.csv")),
            "sms-spam" => TextDataset.Load(Path.Combine(Folder!, name, "SMSSpamCollection"), new() { Preset = DataPresets.SmsSpam }),
            "trec" => TextDataset.Load(Path.Combine(Folder!, name), new() { Preset = DataPresets.Trec, Part = "train" }),
            _ => TextDataset.Load(Path.Combine(Folder!, name), new() { Preset = DataPresets.RtPolarity }),
        };
        return data.Subset(new SeededRandom(1, 0).Permutation(data.Count).Take(Sample));
    }
}
