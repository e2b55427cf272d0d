using NlpTransfer.Classifiers;
using NlpTransfer.Data;

namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>Labels pictures, and shows where in them the network saw what it says.</summary>
internal sealed class ImagePredictions(VerbRun run, ImageClassifier classifier)
{
    /// <summary>What a row calls its picture.</summary>
    public const string Column = "path";

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Pictures", [ImageArguments.PathColumn, ImageArguments.OnCorrupt]);

    /// <summary>A row a picture, in the order of the input.</summary>
    /// <param name="files">As typed; none reads --data, or paths line by line from standard input.</param>
    public IEnumerable<PredictionRow> Rows(IReadOnlyList<string> files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? folder = ExplainOption.Folder(run);
        foreach (var data in ImageInput.Read(run, files))
            foreach (var (example, prediction) in data.Zip(classifier.Predict(data, run.Stop)))
            {
                if (folder is not null)
                    classifier.Explain(example.Content, Path.Combine(folder, Free(names, example.Source.File)), prediction.Label);
                yield return new PredictionRow(ImageInput.Name(example), prediction.Label, prediction.Probabilities);
            }
    }

    // Two folders may hold pictures of one name.
    private static string Free(HashSet<string> names, string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? $"{name}.png" : $"{name}-{n}.png").First(names.Add);
    }
}
