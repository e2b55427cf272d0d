using System.CommandLine;
using System.Globalization;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Training;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>A trained classifier to learn from: <c>--teacher</c> and what belongs to it.</summary>
internal static class TeacherChoice
{
    /// <summary>The teacher's folder.</summary>
    public static readonly Option<string?> Teacher = Typed.Text("--teacher", "FOLDER", "a trained classifier of the same labels, whose probabilities the new one learns too (distillation)");

    /// <summary>Texts that the teacher alone labels.</summary>
    public static readonly Option<string?> Unlabelled = Typed.Text("--unlabelled", "PATH", "with --teacher: further texts without labels, which the teacher labels; read as --data is, its labels left out", "--unlabeled");

    private static readonly Option<string?> Temperature = Typed.Text("--distill-temperature", "NUMBER", "what logits of both are divided by before they are compared (default 2)");
    private static readonly Option<string?> Weight = Typed.Text("--distill-weight", "SHARE", "the teacher's share of the loss of a text with a label, 0 to 1 (default 0.5)");

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Distillation", [Teacher, Unlabelled, Temperature, Weight]);

    /// <summary>What can be known before any work.</summary>
    /// <exception cref="UsageException">An option is without <c>--teacher</c>, or the folder holds no classifier.</exception>
    public static void Check(VerbRun run, TrainingSettings settings)
    {
        if (run.Value(Teacher) is null)
        {
            if (Group.Options.FirstOrDefault(run.IsTyped) is { } lone) throw new UsageException($"{lone.Name} is about distillation; give --teacher FOLDER too.");
            return;
        }
        if (settings.Image is not null) throw new UsageException($"{Teacher.Name} is for texts; the backbone is an image network.");
        Folder(run);
        Number(run, Temperature);
        Number(run, Weight);
    }

    /// <summary>The teacher; null where there is none.</summary>
    /// <exception cref="UsageException">Its labels are others, or a number cannot be.</exception>
    public static TextTeacher? Open(VerbRun run, DatasetSplit parts, ProblemType problem, torch.Device device)
    {
        if (run.Value(Teacher) is null) return null;
        var classifier = TextClassifier.Load(Folder(run), device);
        try
        {
            var defaults = new TextTeacher(classifier);
            var teacher = defaults with
            {
                Unlabelled = run.OptionalPath(Unlabelled) is { } path ? DataArguments.Load(run, path, DataArguments.Options(run, labels: false) with { LabelColumn = null }) : null,
                Temperature = Number(run, Temperature) ?? defaults.Temperature,
                Weight = Number(run, Weight) ?? defaults.Weight,
            };
            var faults = teacher.Validate(parts.Train.LabelNames, problem);
            return faults.Count == 0 ? teacher : throw new UsageException(string.Join('\n', faults.Select(InOurWords)));
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private static string Folder(VerbRun run) => ModelFolder.Within(VerbRun.Existing(Teacher.Name, run.Value(Teacher)!))
        ?? throw new UsageException($"{Teacher.Name}: '{run.Value(Teacher)}' holds no classifier; name the folder that 'train --out' wrote.");

    private static double? Number(VerbRun run, Option<string?> option) => run.Value(option) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : throw new UsageException($"{option.Name} must be a number, was '{text}'.");

    private static string InOurWords(string fault) => fault
        .Replace("Temperature must", $"{Temperature.Name} must", StringComparison.Ordinal)
        .Replace("Weight must", $"{Weight.Name} must", StringComparison.Ordinal);
}
