using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli;

/// <summary>Brings catalogue entries to this machine, drawing how far it is.</summary>
internal sealed class Fetch(Terminal terminal, bool offline)
{
    private readonly CatalogueStore _store = new(options: Options(offline));

    /// <summary>The names of one kind of entry.</summary>
    public static IReadOnlyList<string> Names(CatalogueKind kind) =>
        [.. Catalogue.BuiltIn().Entries.Where(entry => entry.Kind == kind).Select(entry => entry.Name)];

    /// <summary>The path of an entry, fetched first when it is not here.</summary>
    /// <exception cref="CatalogueUnavailableException">It is not here and cannot be fetched.</exception>
    public async Task<string> GetAsync(string name, CancellationToken stop)
    {
        if (_store.FindLocal(name) is { } path)
            return path;
        var line = new ProgressLine(terminal);
        bool announced = false;
        try
        {
            return await _store.GetAsync(name, new DirectProgress<CatalogueProgress>(Report), stop);
        }
        finally
        {
            line.Clear();
        }

        // Only when something is really fetched: offline, the store refuses before its first report.
        void Report(CatalogueProgress step)
        {
            if (!announced)
                terminal.Error.WriteLine($"fetching {name}: {_store.Catalogue.Find(name).Description}");
            announced = true;
            Show(line, step);
        }
    }

    private static void Show(ProgressLine line, CatalogueProgress step)
    {
        double fraction = step.Total is { } total and > 0 ? (double)step.Done / total : 0;
        line.Show(fraction, step.Stage.ToString().ToLowerInvariant(), $"{step.Name}");
    }

    // The option adds to NLPTRANSFER_OFFLINE and never takes it back.
    private static CatalogueStoreOptions Options(bool offline)
    {
        var options = new CatalogueStoreOptions();
        return options with { Offline = options.Offline || offline };
    }
}
