using NlpTransfer.Embeddings;
using NlpTransfer.Hub;

namespace NlpTransfer.Classifiers;

/// <summary>Encoders that come with the library, by the name that people give.</summary>
public static class BuiltInEncoders
{
    private static readonly Dictionary<string, string> Folders = new(StringComparer.OrdinalIgnoreCase) { ["minilm"] = "all-minilm-l6-v2" };

    // What their authors published them as, which other programs find them by.
    private static readonly Dictionary<string, string> Published = new(StringComparer.OrdinalIgnoreCase) { ["minilm"] = "sentence-transformers/all-MiniLM-L6-v2" };

    private const string FolderPrefix = "bert:";

    /// <value>minilm</value>
    public static IReadOnlyCollection<string> Names => Folders.Keys;

    /// <summary>The folder of a built-in encoder, of a model that was pulled from a hub (<c>NAME</c> or <c>NAME@REVISION</c>), or the folder that was given. Never uses the network.</summary>
    /// <exception cref="DirectoryNotFoundException">It is neither the name of an encoder nor a folder.</exception>
    public static string Resolve(string nameOrFolder)
    {
        if (Published.FirstOrDefault(p => p.Value == nameOrFolder).Key is { } known && !Directory.Exists(nameOrFolder)) nameOrFolder = known;
        if (Folders.TryGetValue(nameOrFolder, out var folder)) return BuiltIn(nameOrFolder, folder);
        if (nameOrFolder.StartsWith(FolderPrefix, StringComparison.Ordinal)) nameOrFolder = nameOrFolder[FolderPrefix.Length..];
        if (Directory.Exists(nameOrFolder)) return nameOrFolder;
        if (Pulled(nameOrFolder) is { } pulled) return pulled;
        if (File.Exists(nameOrFolder)) throw new DirectoryNotFoundException($"'{nameOrFolder}' is a file. Give the folder that it lies in, with config.json and the tokenizer's files: {Path.GetDirectoryName(Path.GetFullPath(nameOrFolder))}");
        var remedy = HubName.IsName(nameOrFolder) ? $" If it is a model of a hub: nlp-transfer pull {nameOrFolder}" : "";
        throw new DirectoryNotFoundException($"There is no folder '{nameOrFolder}', and no built-in encoder of that name.{NameSuggestion.DidYouMean(nameOrFolder, Names)} Built in: {string.Join(", ", Names)}.{remedy}");
    }

    private static string? Pulled(string name)
    {
        var parts = name.Split('@', 2);
        return new HubStore().FindLocal(parts[0], parts.Length > 1 ? parts[1] : null)?.Folder;
    }

    /// <summary>What a file calls an encoder so that other programs find it too: the published name, or the full path.</summary>
    internal static string PublicName(string nameOrFolder) =>
        Published.TryGetValue(nameOrFolder, out var published) ? published : Published.ContainsValue(nameOrFolder) ? nameOrFolder : Path.GetFullPath(Resolve(nameOrFolder));

    private static string BuiltIn(string name, string folder)
    {
        var found = NlpTransferPaths.Default().FindBuiltIn(Path.Combine("embeddings", folder, ClassifierFiles.Config));
        return Path.GetDirectoryName(found) ?? throw new DirectoryNotFoundException($"The encoder '{name}' belongs in embeddings/{folder} of the checkout or beside the program, and is in neither; reinstall the package or check the repository out again.");
    }
}
