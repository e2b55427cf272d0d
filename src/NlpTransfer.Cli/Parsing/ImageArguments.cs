using System.CommandLine;
using NlpTransfer.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Cli;

/// <summary>The options that say how pictures are read; the data itself is named as texts are.</summary>
internal static class ImageArguments
{
    private const string Fail = "fail", Drop = "drop";

    /// <summary>The column of a table.</summary>
    public static readonly Option<string?> PathColumn = Typed.Text("--path-column", "NAME", "of a table of pictures, the column of their paths, relative to the table (default path)");

    /// <summary>Damaged files.</summary>
    public static readonly Option<string> OnCorrupt = Typed.Choice("--on-corrupt", Fail, [Fail, Drop], "a damaged picture: fail names it before any work is done, drop names it and goes on without it (default fail)");

    /// <summary>Both.</summary>
    public static OptionGroup ForReading { get; } = new("Pictures", [PathColumn, OnCorrupt]);

    /// <summary>Reads <c>--data</c>.</summary>
    public static ImageDataset LoadSource(VerbRun run, IReadOnlyList<string>? labels, bool labelled = true)
    {
        if (run.Value(DataArguments.Corpus) is not null)
            throw new UsageException("--corpus is for texts; name a folder of pictures with --data.");
        string path = run.Value(DataArguments.Data) ?? throw new UsageException($"{run.Verb} needs --data PATH: a folder with one folder a class, a table of paths and labels, or IDX files.");
        return Load(run, VerbRun.Existing(DataArguments.Data.Name, path), labels, labelled);
    }

    /// <summary>Reads <c>--data</c>, <c>--validation</c> and <c>--test</c>; what was not given is split off.</summary>
    public static ImageDatasetSplit LoadParts(VerbRun run, SplitOptions split)
    {
        var data = LoadSource(run, labels: null);
        var validation = run.OptionalPath(DataArguments.Validation) is { } path ? Load(run, path, data.LabelNames, labelled: true) : null;
        var test = run.OptionalPath(DataArguments.Test) is { } testPath ? Load(run, testPath, data.LabelNames, labelled: true) : null;
        var parts = data.Split(split with { ValidationShare = validation is null ? split.ValidationShare : 0, TestShare = test is null ? split.TestShare : 0 }, run.Stop);
        return parts with { Validation = validation ?? parts.Validation, Test = test ?? parts.Test };
    }

    /// <summary>One line about the parts.</summary>
    public static string Describe(ImageDatasetSplit split)
    {
        string sizes = $"{split.Train.Count:N0} pictures to train on, {split.Validation.Count:N0} to validate, {split.Test.Count:N0} to test";
        return split.Clusters == 0 ? sizes : $"{sizes}; {split.ClusteredExamples:N0} equal pictures in {split.Clusters:N0} groups stay on one side";
    }

    private static ImageDataset Load(VerbRun run, string path, IReadOnlyList<string>? labels, bool labelled)
    {
        var text = DataArguments.Options(run, labelled);
        var defaults = new ImageDataOptions();
        var data = ImageDataset.Load(path, defaults with
        {
            PathColumn = run.Value(PathColumn) ?? (text.HasHeader ? defaults.PathColumn : "1"),
            LabelColumn = text.LabelColumn,
            Delimiter = text.Delimiter,
            HasHeader = text.HasHeader,
            LabelNames = labels,
            OnCorrupt = run.Value(OnCorrupt) == Drop ? RowPolicy.Drop : RowPolicy.Fail,
        }, run.Stop);
        foreach (string remark in data.Report.Remarks())
            run.Terminal.Error.WriteLine($"{Path.GetFileName(path)}: {remark}");
        return data;
    }
}
