namespace NlpTransfer.Data;

/// <summary>How the rows lie on disk.</summary>
public enum DataFormat
{
    /// <summary>By the name: <c>.csv .tsv .jsonl .json .eml</c>, each optionally <c>.gz</c>; a folder holds one folder a class.</summary>
    Auto,

    /// <summary>A table with a delimiter, quoted as RFC 4180 says; also TSV.</summary>
    Table,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    JsonArray,

    /// <summary>One folder a class, one text a file: <c>label/file.txt</c>; files ending in <c>.eml</c> are read as e-mails.</summary>
    Folder,

    /// <summary>One folder a class, one e-mail a file.</summary>
    EmailFolder,

    /// <summary>One e-mail, no label.</summary>
    Email,

    /// <summary>One text a line, no labels.</summary>
    Lines,
}
