namespace NlpTransfer.Hub;

/// <summary>A model of a hub that lies on this machine, complete and verified.</summary>
/// <param name="Name">As the hub calls it, such as <c>sentence-transformers/all-MiniLM-L6-v2</c>.</param>
/// <param name="Commit">Which state of it.</param>
/// <param name="Folder">In Hugging Face's layout: what <c>FromPretrained</c> takes.</param>
/// <param name="Files">Path and bytes of each file.</param>
public sealed record HubModel(string Name, string Commit, string Folder, IReadOnlyDictionary<string, long> Files);
