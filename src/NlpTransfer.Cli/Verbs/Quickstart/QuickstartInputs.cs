using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>Where quickstart's vectors and corpus lie, fetched when they can be.</summary>
internal sealed record QuickstartInputs(string VectorName, string VectorPath, string CorpusName, string CorpusPath)
{
    private const string Sample = "glove-100d-sample";

    /// <summary>
    /// The real ones, or the small ones that come with the program. The sample's words are those of the small corpora,
    /// so without the real vectors the real corpus would be of no use either.
    /// </summary>
    public static async Task<QuickstartInputs> GetAsync(VerbRun run, QuickstartTask task)
    {
        var fetch = new Fetch(run.Terminal, run.Offline);
        try
        {
            return await GetAsync(fetch, VectorSource.Default, task.Corpus, run.Stop);
        }
        catch (CatalogueUnavailableException missing)
        {
            run.Terminal.Error.WriteLine($"Going on with the small corpus '{task.OfflineCorpus}' and the vector sample, because {missing.Message}");
            return await GetAsync(fetch, Sample, task.OfflineCorpus, run.Stop);
        }
    }

    private static async Task<QuickstartInputs> GetAsync(Fetch fetch, string vectors, string corpus, CancellationToken stop) =>
        new(vectors, await fetch.GetAsync(vectors, stop), corpus, await fetch.GetAsync(corpus, stop));
}
