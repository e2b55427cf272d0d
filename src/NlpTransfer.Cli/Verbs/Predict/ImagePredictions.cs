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
    public IEnumerable<PredictionRow> Rows(IReadOnlyList<string> files, Func<IEnumerable<IReadOnlyList<string>>> standardInput)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? folder = ExplainOption.Folder(run);
        foreach (var data in Chunks(files, standardInput))
            foreach (var (example, prediction) in data.Zip(classifier.Predict(data, run.Stop)))
            {
                if (folder is not null)
                    classifier.Explain(example.Content, Path.Combine(folder, Free(names, example.Source.File)), prediction.Label);
                yield return new PredictionRow(example.Content is ImageFile file ? file.Path : example.Source.ToString(), prediction.Label, prediction.Probabilities);
            }
    }

    private IEnumerable<ImageDataset> Chunks(IReadOnlyList<string> files, Func<IEnumerable<IReadOnlyList<string>>> standardInput)
    {
        if (files.Count > 0)
            yield return ImageDataset.FromFiles(files.Select(f => VerbRun.Existing("predict", f)));
        else if (run.Value(DataArguments.Data) is not null || run.Value(DataArguments.Corpus) is not null)
            yield return ImageArguments.LoadSource(run, labels: null, labelled: false);
        else
            foreach (var lines in standardInput())
                yield return ImageDataset.FromFiles(lines.Where(line => line.Length > 0));
    }

    // Two folders may hold pictures of one name.
    private static string Free(HashSet<string> names, string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        return Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? $"{name}.png" : $"{name}-{n}.png").First(names.Add);
    }
}
