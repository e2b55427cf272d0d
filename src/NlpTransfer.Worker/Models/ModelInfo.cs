namespace NlpTransfer.Worker;

/// <summary>A model that can be asked.</summary>
/// <param name="Name">Part of its address.</param>
/// <param name="Present">The version that answers; null when none was promoted yet.</param>
/// <param name="Versions">The oldest first.</param>
public sealed record ModelInfo(string Name, int? Present, IReadOnlyList<ModelVersion> Versions);
