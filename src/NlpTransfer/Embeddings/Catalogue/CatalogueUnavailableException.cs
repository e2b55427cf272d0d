namespace NlpTransfer.Embeddings;

/// <summary>
/// Something of the catalogue is not on this machine and cannot be fetched now: offline mode, no npm, no network.
/// The message is one sentence. Callers that have a substitute (the built-in sample) may go on with it and say so.
/// </summary>
public sealed class CatalogueUnavailableException : IOException
{
    public CatalogueUnavailableException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
