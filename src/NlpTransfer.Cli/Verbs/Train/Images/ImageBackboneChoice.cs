using System.CommandLine;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What <c>--backbone</c> means over pictures: a network with or without published weights, or a saved classifier of pictures.</summary>
internal static class ImageBackboneChoice
{
    private const double HeadRate = 3e-3, NewRate = 1e-3;
    private const int HeadEpochs = 20, NewEpochs = 10;

    /// <summary>Where the network ends.</summary>
    public static readonly Option<string?> TruncateAt = Typed.Text("--truncate-at", "STAGE", "the last stage of an image network that is kept, such as layer3 (default: all)");
    private static readonly Option<int?> KeepFullyConnected = Typed.Integer("--keep-fc", 0, "fully connected layers that VGG keeps below its classifier, 0 to 2 (default 0)");

    private static readonly Option<int?> CachedViews = Typed.Integer("--cached-views", 1, "augmented forms of each picture, shown in turn, one an epoch, so that what frozen layers give is computed once for each and kept (default: a new form every epoch, and frozen layers run every time)");

    /// <summary>The options that only image networks have.</summary>
    public static OptionGroup Group { get; } = new("Pictures", [ImageArguments.PathColumn, ImageArguments.OnCorrupt, TruncateAt, KeepFullyConnected, CachedViews]);

    /// <summary>The settings that suit the network, or null where <c>--backbone</c> is for texts.</summary>
    /// <exception cref="UsageException">There is no such file, or an option is for texts.</exception>
    public static TrainingSettings? Settings(VerbRun run, string value)
    {
        if (Source(value) is not { } source)
            return null;
        if (run.Value(VectorSource.Option) is not null)
            throw new UsageException($"--vectors is for backbones over word vectors; {value} is an image network.");
        if (run.Value(TaskChoice.Option) is not null)
            throw new UsageException($"--task is for texts; {value} is an image network.");
        bool pretrained = source.Contains(':', StringComparison.Ordinal) || Directory.Exists(source);
        var image = new ImageSettings(source) { Augmentation = AugmentationOptions.None with { Views = run.Value(CachedViews) ?? 0 } }
            .Build(b => b with { TruncateAt = run.Value(TruncateAt), KeepFullyConnected = run.Value(KeepFullyConnected) ?? 0 });
        return new TrainingSettings
        {
            Image = image,
            Head = new HeadOptions { Dropout = new ImageClassifierOptions().Head.Dropout },
            Training = pretrained
                ? new TrainingOptions { LearningRate = HeadRate, Schedule = FineTuningSchedule.FeatureExtraction(HeadEpochs) }
                : new TrainingOptions { LearningRate = NewRate, Schedule = FineTuningSchedule.FullFineTuning(NewEpochs) },
        };
    }

    /// <summary>Whether it begins with the name of an image network.</summary>
    public static bool IsNetwork(string value) => ImageArchitecture.Names.Contains(value.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    // "resnet18", "resnet18:FILE", or "classifier:FOLDER" of pictures.
    private static string? Source(string value)
    {
        string[] parts = value.Split(':', 2);
        if (parts is ["classifier", var folder])
            return ModelFolder.Within(folder) is { } model && ImageClassifier.IsSavedIn(model) ? model : null;
        if (!IsNetwork(value))
            return null;
        if (parts.Length == 2)
            VerbRun.Existing(BackboneChoice.Option.Name, parts[1]);
        return value;
    }
}
