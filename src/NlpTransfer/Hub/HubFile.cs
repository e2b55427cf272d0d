namespace NlpTransfer.Hub;

/// <summary>A file as the hub lists it.</summary>
/// <param name="Path">Within the model's folder, with forward slashes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Digest">What its content must hash to: 64 digits are SHA-256, 40 are git's SHA-1 of a blob.</param>
internal sealed record HubFile(string Path, long Size, string Digest);
