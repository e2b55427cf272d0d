namespace NlpTransfer.Embeddings;

/// <summary>
/// The one place for downloads and caches. It is <c>$NLPTRANSFER_HOME</c> where that is set; else the checkout, when
/// the program runs from one; else <c>$XDG_CACHE_HOME/nlp-transfer</c>, which is <c>~/.cache/nlp-transfer</c> by default.
/// </summary>
public sealed class NlpTransferPaths
{
    internal const string HomeVariable = "NLPTRANSFER_HOME";
    private const string CheckoutMark = "NlpTransfer.sln";

    private readonly string? _checkout;

    private NlpTransferPaths(string root, string? checkout)
    {
        Root = Path.GetFullPath(root);
        _checkout = checkout;
    }

    /// <summary>The folder that holds the others; may not exist yet.</summary>
    public string Root { get; }

    /// <summary>Word vectors and encoders: <c>embeddings/</c>.</summary>
    public string Embeddings => Path.Combine(Root, "embeddings");

    /// <summary>Models that were pulled from a hub: <c>embeddings/downloads/hub/</c>.</summary>
    public string HubModels => Path.Combine(Embeddings, "downloads", "hub");

    /// <summary>Labelled data: <c>corpora/</c>; what was fetched lies in its folder <c>downloads/</c>.</summary>
    public string Corpora => Path.Combine(Root, "corpora");

    /// <summary>Output of frozen layers, kept for later runs; may be deleted at any time: <c>cache/features/</c>.</summary>
    public string Features => Path.Combine(Root, "cache", "features");

    /// <summary>The place for this process, from its environment and where it runs.</summary>
    public static NlpTransferPaths Default() =>
        Resolve(AppContext.BaseDirectory, Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    internal static NlpTransferPaths Resolve(string program, Func<string, string?> environment, string userHome)
    {
        var checkout = FindCheckout(program);
        var stated = environment(HomeVariable);
        return new NlpTransferPaths(string.IsNullOrEmpty(stated) ? checkout ?? Cache(environment, userHome) : stated, checkout);
    }

    /// <summary>Everything under a folder of the caller's choice.</summary>
    public static NlpTransferPaths At(string root) => new(root, FindCheckout(AppContext.BaseDirectory));

    /// <summary>
    /// A file that comes with the library, such as <c>corpora/topic.csv</c>: looked for under <see cref="Root"/>, in the
    /// checkout, and beside the program, where the package puts it.
    /// </summary>
    /// <returns>The file's path, or null when it is in none of the three.</returns>
    public string? FindBuiltIn(string relativePath) =>
        new[] { Root, _checkout, AppContext.BaseDirectory }
            .OfType<string>()
            .Select(folder => Path.Combine(folder, relativePath))
            .FirstOrDefault(File.Exists);

    private static string? FindCheckout(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, CheckoutMark)))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string Cache(Func<string, string?> environment, string userHome)
    {
        var cache = environment("XDG_CACHE_HOME");
        return Path.Combine(string.IsNullOrEmpty(cache) ? Path.Combine(userHome, ".cache") : cache, "nlp-transfer");
    }
}
