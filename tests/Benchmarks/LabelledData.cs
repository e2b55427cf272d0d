using NlpTransfer.Data;

/// <summary>A data set with its recorded test part, or its folds.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Splits">By seed and share of validation data: train, validation and test parts; several are folds whose test parts make up the whole set.</param>
internal sealed record LabelledData(string Name, Func<long, double, IReadOnlyList<DatasetSplit>> Splits)
{

    /// <summary>The data sets of the accuracy table that are at hand: the corpora here, the others in a folder each under <paramref name="folder"/>.</summary>
    /// <param name="folder">Holds sms-spam, rt-polarity, trec, 20newsgroups, and splits with a JSON file each; null for none.</param>
    /// <param name="mails">SpamAssassin's corpus; null when it was not fetched.</param>
    /// <param name="folds">Of the corpora here.</param>
    internal static IReadOnlyList<LabelledData> AtHand(string repository, string? folder, string? mails, int folds = 10)
    {
        var all = new List<LabelledData>();
        if (folder is not null)
        {
            all.Add(Recorded("sms-spam", Path.Combine(folder, "sms-spam", "SMSSpamCollection"), DataPresets.SmsSpam, folder));
            all.Add(Recorded("rt-polarity", Path.Combine(folder, "rt-polarity"), DataPresets.RtPolarity, folder));
            all.Add(Trec(Path.Combine(folder, "trec")));
        }
        if (mails is not null) all.Add(Split("spam-assassin", new(() => TextDataset.Load(mails, new() { Preset = DataPresets.SpamAssassin }))));
        if (folder is not null) all.Add(Recorded("20newsgroups", Path.Combine(folder, "20newsgroups", "mini_newsgroups.tar.gz"), DataPresets.TwentyNewsgroups, folder));
        all.Add(Folds("sentiment", Path.Combine(repository, "corpora", "sentiment.csv"), folds));
        all.Add(Folds("topic", Path.Combine(repository, "corpora", "topic.csv"), folds));
        return all;
    }

    private static LabelledData Recorded(string name, string path, string preset, string folder)
    {
        Lazy<TextDataset> data = new(() => TextDataset.Load(path, new() { Preset = preset }));
        var file = SplitFile.Read(Path.Combine(folder, "splits", name + ".json"));
        return new(name, (seed, validation) => [file.Apply(data.Value, Rest(seed, validation))]);
    }

    private static LabelledData Trec(string folder)
    {
        Lazy<TextDataset> train = new(() => Part("train")), test = new(() => Part("test").WithLabelNames(train.Value.LabelNames));
        return new("trec", (seed, validation) => [DatasetSplitter.Split(train.Value, Rest(seed, validation)) with { Test = test.Value }]);

        TextDataset Part(string part) => TextDataset.Load(folder, new() { Preset = DataPresets.Trec, Part = part });
    }

    // The plain stratified split of published figures.
    private static LabelledData Split(string name, Lazy<TextDataset> data) =>
        new(name, (seed, validation) => [DatasetSplitter.Split(data.Value, new() { ValidationShare = validation, TestShare = 0.2, Seed = seed, KeepDuplicatesTogether = false })]);

    private static LabelledData Folds(string name, string path, int folds)
    {
        Lazy<TextDataset> data = new(() => TextDataset.Load(path));
        return new(name, (seed, validation) => [.. DatasetSplitter.CrossValidation(data.Value, folds, new() { ValidationShare = validation, Seed = seed, KeepDuplicatesTogether = false })]);
    }

    private static SplitOptions Rest(long seed, double validation) => new() { ValidationShare = validation, TestShare = 0, Seed = seed, KeepDuplicatesTogether = false };
}
