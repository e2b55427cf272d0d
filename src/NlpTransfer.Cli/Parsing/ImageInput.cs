using NlpTransfer.Data;

namespace NlpTransfer.Cli;

/// <summary>Pictures to work on: files that were typed, <c>--data</c>, or paths from standard input, one a line.</summary>
internal static class ImageInput
{
    /// <summary>The pictures, in chunks as they arrive.</summary>
    public static IEnumerable<ImageDataset> Read(VerbRun run, IReadOnlyList<string> files)
    {
        if (files.Count > 0)
            yield return ImageDataset.FromFiles(files.Select(file => VerbRun.Existing(run.Verb, file)));
        else if (run.Value(DataArguments.Data) is not null || run.Value(DataArguments.Corpus) is not null)
            yield return ImageArguments.LoadSource(run, labels: null, labelled: false);
        else
            foreach (var lines in TextInput.StandardInput(run))
                yield return ImageDataset.FromFiles(lines.Where(line => line.Length > 0));
    }

    /// <summary>What a row calls its picture.</summary>
    public static string Name(ImageExample example) => example.Content is ImageFile file ? file.Path : example.Source.ToString();
}
