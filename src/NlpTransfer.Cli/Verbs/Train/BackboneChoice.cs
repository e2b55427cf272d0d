using System.CommandLine;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli.Verbs.Train;

/// <summary>What <c>--backbone</c> means: a backbone over word vectors, a built-in encoder, or an encoder's folder.</summary>
internal static class BackboneChoice
{
    private const string Default = "cnn", Folder = "bert:", Classifier = "classifier:";

    /// <summary>The option.</summary>
    public static readonly Option<string?> Option = Typed.Text("--backbone", "NAME",
        $"what turns texts into features: {string.Join(", ", WordBackboneOptions.Names)} over word vectors, the built-in encoder {string.Join(", ", BuiltInEncoders.Names)}, bert:FOLDER in Hugging Face's layout, bert:NAME as pull fetched it from a hub, or classifier:FOLDER, a saved classifier whose labels may be others (default {Default}); over pictures NETWORK:FILE with published weights, or NETWORK from random ones: {string.Join(", ", ImageArchitecture.Names)}");

    /// <summary>A name for the run's folder.</summary>
    public static string Name(VerbRun run) => (run.Value(Option) ?? Default).Split(':', 2)[0];

    /// <summary>The settings that suit the backbone.</summary>
    /// <exception cref="UsageException">There is no such backbone, or vectors were given to an encoder.</exception>
    public static TrainingSettings Settings(VerbRun run)
    {
        string value = run.Value(Option) ?? Default;
        if (ImageBackboneChoice.Settings(run, value) is { } image) return image;
        if (WordBackboneOptions.Names.Contains(value)) return new TrainingSettings { Backbone = WordBackboneOptions.ByName(value) };
        if (value.StartsWith(Classifier, StringComparison.Ordinal)) return OnClassifier(run, value[Classifier.Length..]);
        string? encoder = value.StartsWith(Folder, StringComparison.Ordinal) || BuiltInEncoders.Names.Contains(value) ? EncoderFolder(value) : null;
        if (encoder is null)
        {
            string[] known = [.. WordBackboneOptions.Names, .. BuiltInEncoders.Names];
            throw new UsageException($"--backbone must be one of {string.Join(", ", known)}, bert:FOLDER, classifier:FOLDER, or an image network with or without weights such as resnet18:FILE; was '{value}'.{Suggestion.For(value, [.. known, .. ImageArchitecture.Names])}");
        }
        if (run.Value(VectorSource.Option) is not null) throw new UsageException($"--vectors is for backbones over word vectors; {value} is an encoder.");
        return TrainingSettings.ForEncoder(encoder);
    }

    /// <summary>The encoder that a value names: a built-in one, or the folder after <c>bert:</c>, in a run the one that came of it.</summary>
    /// <exception cref="UsageException">It names none.</exception>
    public static string EncoderFolder(string value) =>
        BuiltInEncoders.Names.Contains(value) ? value
        : value.StartsWith(Folder, StringComparison.Ordinal) ? ModelFolder.Within(value[Folder.Length..]) ?? value[Folder.Length..]
        : throw new UsageException($"{Option.Name} must be a built-in encoder ({string.Join(", ", BuiltInEncoders.Names)}) or bert:FOLDER, was '{value}'.");

    // What its kind is decides the rates that suit it.
    private static TrainingSettings OnClassifier(VerbRun run, string folder)
    {
        if (run.Value(VectorSource.Option) is not null) throw new UsageException($"--vectors is for new backbones; {folder} has its own.");
        string model = ModelFolder.Within(VerbRun.Existing(Option.Name, folder)) ?? throw new UsageException($"--backbone: '{folder}' holds no classifier; name the folder that 'train --out' wrote.");
        return TrainingSettings.ForClassifier(model, isEncoder: !File.Exists(Path.Combine(model, "vectors.safetensors")));
    }
}
