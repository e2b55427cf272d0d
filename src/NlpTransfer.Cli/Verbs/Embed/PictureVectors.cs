using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Cli.Verbs.Train;

namespace NlpTransfer.Cli.Verbs.Embed;

/// <summary>Vectors of pictures.</summary>
internal sealed class PictureVectors : IDisposable
{
    private readonly VerbRun _run;
    private readonly ImageEmbedder _embedder;

    public PictureVectors(VerbRun run, string source)
    {
        _run = run;
        if (ImageBackboneChoice.IsNetwork(source) && source.Split(':', 2) is [_, var file])
            VerbRun.Existing("--model", file);
        var backbone = new ImageBackboneOptions { TruncateAt = run.Value(ImageBackboneChoice.TruncateAt) };
        _embedder = ImageEmbedder.Load(source, new ImageClassifierOptions { Backbone = backbone }, Compute.Apply(run));
    }

    /// <summary>The options.</summary>
    public static OptionGroup Group { get; } = new("Pictures", [ImageArguments.PathColumn, ImageArguments.OnCorrupt, ImageBackboneChoice.TruncateAt]);

    /// <summary>Values a vector.</summary>
    public int Dimension => _embedder.Dimension;

    /// <summary>Whether the model reads pictures.</summary>
    public static bool AreOf(string source) => ImageBackboneChoice.IsNetwork(source) || (ModelFolder.Within(source) is { } folder && ImageClassifier.IsSavedIn(folder));

    /// <exception cref="UsageException">An option of pictures was given, and the model reads texts.</exception>
    public static void Refuse(VerbRun run)
    {
        if (run.IsTyped(ImageBackboneChoice.TruncateAt))
            throw new UsageException($"{ImageBackboneChoice.TruncateAt.Name} is for image networks; the model reads texts.");
    }

    /// <summary>Paths and vectors, in the order of the input.</summary>
    /// <param name="files">As typed; none reads --data, or paths from standard input.</param>
    public IEnumerable<(IEnumerable<string> Paths, IReadOnlyList<float[]> Vectors)> Read(IReadOnlyList<string> files) =>
        ImageInput.Read(_run, files).Select(chunk => (chunk.Select(ImageInput.Name), _embedder.Embed(chunk, _run.Stop)));

    public void Dispose() => _embedder.Dispose();
}
