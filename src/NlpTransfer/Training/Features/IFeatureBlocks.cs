namespace NlpTransfer.Training;

/// <summary>Blocks of features, wherever they lie.</summary>
internal interface IFeatureBlocks : IDisposable
{
    /// <summary>Where they lie.</summary>
    FeatureStorage Storage { get; }

    /// <summary>A block's bytes, valid until the next call.</summary>
    ReadOnlySpan<byte> Read(int block);
}
