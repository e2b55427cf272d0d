namespace NlpTransfer.Embeddings;

/// <summary>One named thing of the catalogue: what it is, where it comes from, under which licence, and how it is obtained.</summary>
public sealed record CatalogueEntry
{
    /// <summary>The name by which it is asked for, such as <c>glove-100d</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is used as.</summary>
    public required CatalogueKind Kind { get; init; }

    /// <summary>One sentence on what it holds.</summary>
    public required string Description { get; init; }

    /// <summary>Who made it, and where that is published.</summary>
    public required string Source { get; init; }

    /// <summary>Its licence.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it ends up, relative to <see cref="NlpTransferPaths.Root"/>: a file, or a folder.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes of the file, or of all files of the folder, at <see cref="Path"/>.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the file at <see cref="Path"/>, for files that come with the library. <value>null: it is fetched.</value></summary>
    public string? Sha256 { get; init; }

    /// <summary>The package it is fetched from. <value>null: it comes with the library.</value></summary>
    public NpmSource? Npm { get; init; }

    /// <summary>Label of each folder of a folder corpus. <value>null: the data says its labels itself.</value></summary>
    public IReadOnlyDictionary<string, string>? FolderLabels { get; init; }
}
