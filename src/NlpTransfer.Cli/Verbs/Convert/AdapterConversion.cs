using NlpTransfer.Classifiers;

namespace NlpTransfer.Cli.Verbs.Convert;

/// <summary>An adapter and the encoder it stands on to one ordinary classifier.</summary>
internal static class AdapterConversion
{
    /// <summary>Converts and reports.</summary>
    /// <param name="encoder">The encoder, where the adapter's own word for it does not do.</param>
    /// <exception cref="UsageException">The folder holds no adapter, or the output is taken.</exception>
    public static int Run(VerbRun run, string input, string output, string? encoder)
    {
        string folder = ModelFolder.Within(input) ?? input;
        if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
            throw new UsageException($"convert: '{output}' holds something already; name a new folder.");
        using var classifier = TextClassifier.Load(folder, encoder: encoder);
        if (classifier.Adapter is null)
            throw new UsageException($"convert: '{folder}' is a whole classifier; there is no adapter to merge.");
        classifier.MergeAdapter();
        classifier.Save(output);
        run.Terminal.Error.WriteLine($"{classifier.Adapter.LayerNames.Count} adapters of rank {classifier.Adapter.Options.Rank} are in the weights now.");
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new { Output = output, From = "adapter", To = "classifier", classifier.Adapter.Options.Rank, Layers = classifier.Adapter.LayerNames });
        else
            run.Terminal.Output.WriteLine(output);
        return ExitCode.Done;
    }
}
