namespace NlpTransfer.Checkpoints;

/// <summary>A safetensors file that is broken; the message names the file, what was expected and what was found.</summary>
public sealed class SafetensorsException(string path, string fault) : IOException($"{path}: {fault}");
