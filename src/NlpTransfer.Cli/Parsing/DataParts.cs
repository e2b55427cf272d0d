using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli;

/// <summary>The three parts of the data of a training, from as many files as were given.</summary>
internal static class DataParts
{
    /// <summary>
    /// Reads <c>--data</c> (or <c>--corpus</c>), <c>--validation</c> and <c>--test</c>. What was not given is split off
    /// <c>--data</c>, with near-duplicates and groups on one side.
    /// </summary>
    public static async Task<DatasetSplit> LoadAsync(VerbRun run, SplitOptions split)
    {
        var options = DataArguments.Options(run);
        var data = await DataArguments.LoadSourceAsync(run, options);
        // The labels of --data are the classes; another label in the other files is an error with its file and row.
        var others = options with { LabelNames = data.LabelNames };
        var validation = run.OptionalPath(DataArguments.Validation) is { } path ? DataArguments.Load(run, path, others) : null;
        var test = run.OptionalPath(DataArguments.Test) is { } testPath ? DataArguments.Load(run, testPath, others) : null;
        var parts = DatasetSplitter.Split(data, split with
        {
            ValidationShare = validation is null ? split.ValidationShare : 0,
            TestShare = test is null ? split.TestShare : 0,
        }, run.Stop);
        WarnOfLeaks(run, data, validation, DataArguments.Validation.Name);
        WarnOfLeaks(run, data, test, DataArguments.Test.Name);
        return parts with { Validation = validation ?? parts.Validation, Test = test ?? parts.Test };
    }

    /// <summary>Several labels a text when a separator was given, or when a file of JSON has lists of them.</summary>
    public static ProblemType Problem(VerbRun run, DatasetSplit parts) =>
        DataArguments.Options(run).LabelSeparator is not null || parts.Train.IsMultiLabel || parts.Validation.IsMultiLabel || parts.Test.IsMultiLabel
            ? ProblemType.MultiLabel
            : ProblemType.SingleLabel;

    /// <summary>One line about the parts.</summary>
    public static string Describe(DatasetSplit split)
    {
        string sizes = $"{split.Train.Count:N0} to train on, {split.Validation.Count:N0} to validate, {split.Test.Count:N0} to test";
        return split.Clusters == 0 ? sizes : $"{sizes}; {split.ClusteredExamples:N0} near-duplicates in {split.Clusters:N0} groups stay on one side";
    }

    // A text that is in both files measures memory, not learning; it stays, because the user made the files.
    private static void WarnOfLeaks(VerbRun run, TextDataset data, TextDataset? other, string name)
    {
        if (other is null)
            return;
        var seen = data.Select(example => (example.Text, example.TextPair)).ToHashSet();
        int shared = other.Count(example => seen.Contains((example.Text, example.TextPair)));
        if (shared > 0)
            run.Terminal.Error.WriteLine($"{name}: {shared} of its {other.Count} texts are also in the training data; the figures will flatter.");
    }
}
