namespace NlpTransfer.Checkpoints;

/// <summary>A PyTorch file that is broken, or that asks for more than tensors; the message names the file, what was expected and what was found.</summary>
public sealed class TorchFileException(string path, string fault) : IOException($"{path}: {fault}");
