using NlpTransfer.Embeddings;

/// <summary>The data sets and vectors that this machine has.</summary>
internal static class TextSets
{
    /// <summary>
    /// The corpora of the repository, the e-mails where they were fetched, and what lies in the folder NLPTRANSFER_DATA; only those
    /// that NLPTRANSFER_DATASETS names (with commas), where it is set.
    /// </summary>
    public static IReadOnlyList<LabelledData> AtHand(int folds = 10)
    {
        var folder = Environment.GetEnvironmentVariable("NLPTRANSFER_DATA");
        if (folder is not null && !Directory.Exists(Path.Combine(folder, "splits"))) throw new DirectoryNotFoundException($"NLPTRANSFER_DATA is '{folder}', expected a folder with splits, sms-spam, rt-polarity, trec and 20newsgroups.");
        var all = LabelledData.AtHand(Repository, folder, new CatalogueStore().FindLocal("spam-assassin"), folds);
        return Environment.GetEnvironmentVariable("NLPTRANSFER_DATASETS")?.Split(',') is { } wanted ? [.. all.Where(d => wanted.Contains(d.Name))] : all;
    }

    /// <summary>All of GloVe where it was fetched, else the sample.</summary>
    public static WordVectors Vectors()
    {
        var store = new CatalogueStore();
        return WordVectors.Open(store.FindLocal("glove-100d") ?? store.Get("glove-100d-sample"));
    }

    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "NlpTransfer.sln"))) return folder.FullName;
            throw new DirectoryNotFoundException($"No NlpTransfer.sln in any folder above {AppContext.BaseDirectory}.");
        }
    }
}
