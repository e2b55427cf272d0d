namespace NlpTransfer.Data;

/// <summary>How a tree with one text a file is to be understood.</summary>
/// <param name="LabelOf">The label of a file by its '/'-separated path in the tree; null leaves the file out.</param>
/// <param name="Read">What a file's bytes say.</param>
internal sealed record FileLayout(Func<string, string?> LabelOf, Func<string, byte[], TextDataOptions, FileText> Read)
{
    /// <summary>One folder a class; <c>.eml</c> files are e-mails, or all are.</summary>
    public static FileLayout FolderPerClass(bool emails) => new(FirstFolder, (name, bytes, options) =>
        emails || InputFile.ExtensionOf(name) == ".eml" ? FileText.OfEmail(bytes) : FileText.OfPlainText(bytes, options.Encoding));

    /// <summary>The folder right below the root, or null for a file that lies in no folder.</summary>
    public static string? FirstFolder(string name) => name.IndexOf('/') is > 0 and var end ? name[..end] : null;

    /// <summary>The name of the folder that holds the file, or null.</summary>
    public static string? LastFolder(string name) => name.Split('/') is [.., var folder, _] ? folder : null;
}
