using NlpTransfer.Embeddings;

namespace NlpTransfer.Classifiers;

/// <summary>Encoders that come with the library, by the name that people give.</summary>
public static class BuiltInEncoders
{
    private static readonly Dictionary<string, string> Folders = new(StringComparer.OrdinalIgnoreCase) { ["minilm"] = "all-minilm-l6-v2" };

    private const string FolderPrefix = "bert:";

    /// <value>minilm</value>
    public static IReadOnlyCollection<string> Names => Folders.Keys;

    /// <summary>The folder of a built-in encoder, or the folder that was given.</summary>
    /// <exception cref="DirectoryNotFoundException">It is neither the name of an encoder nor a folder.</exception>
    public static string Resolve(string nameOrFolder)
    {
        if (Folders.TryGetValue(nameOrFolder, out var folder)) return BuiltIn(nameOrFolder, folder);
        if (nameOrFolder.StartsWith(FolderPrefix, StringComparison.Ordinal)) nameOrFolder = nameOrFolder[FolderPrefix.Length..];
        if (Directory.Exists(nameOrFolder)) return nameOrFolder;
        throw new DirectoryNotFoundException($"There is no folder '{nameOrFolder}', and no built-in encoder of that name.{NameSuggestion.DidYouMean(nameOrFolder, Names)} Built in: {string.Join(", ", Names)}.");
    }

    private static string BuiltIn(string name, string folder)
    {
        var found = NlpTransferPaths.Default().FindBuiltIn(Path.Combine("embeddings", folder, ClassifierFiles.Config));
        return Path.GetDirectoryName(found) ?? throw new DirectoryNotFoundException($"The encoder '{name}' belongs in embeddings/{folder} of the checkout or beside the program, and is in neither; reinstall the package or check the repository out again.");
    }
}
