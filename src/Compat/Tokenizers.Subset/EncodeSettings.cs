namespace Microsoft.ML.Tokenizers;

/// <summary>How one text is encoded.</summary>
public struct EncodeSettings
{
    public EncodeSettings()
    {
        ConsiderPreTokenization = true;
        ConsiderNormalization = true;
        MaxTokenCount = int.MaxValue;
    }

    /// <value>Default: true.</value>
    public bool ConsiderPreTokenization { get; set; }

    /// <value>Default: true.</value>
    public bool ConsiderNormalization { get; set; }

    /// <value>The most tokens to give. Default: no limit.</value>
    public int MaxTokenCount { get; set; }
}
