using TorchSharp;

namespace NlpTransfer.Checkpoints;

/// <summary>A run of numbers that tensors are views of.</summary>
internal sealed class TorchStorage(string key, torch.ScalarType dataType, long count, TorchStorage? parent = null, long start = 0)
{
    private long offset = -1;

    public string Key => key;

    public torch.ScalarType DataType => dataType;

    public long Count => count;

    public int ItemBytes => SafetensorsTypes.SizeOf(dataType);

    /// <summary>Bytes from the beginning of the file to its first number; -1 until the file was seen to hold it.</summary>
    public long FileOffset
    {
        get => parent is null ? offset : parent.FileOffset + (start * ItemBytes);
        set => offset = value;
    }

    public bool IsPlaced => parent?.IsPlaced ?? offset >= 0;

    /// <summary>A part of it, as files before PyTorch 0.4 share storages.</summary>
    public TorchStorage Part(string partKey, long from, long length) => new(partKey, dataType, length, this, from);
}
