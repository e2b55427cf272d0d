namespace TorchSharp;

/// <summary>How the vectors of a bag become one.</summary>
public enum EmbeddingBagMode
{
    Sum = 0,
    Mean = 1,
    Max = 2,
}
