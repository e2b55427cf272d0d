namespace NlpTransfer.Backbones;

/// <summary>How a feature map <c>(B, C, H, W)</c> becomes features.</summary>
public enum ImagePooling
{
    /// <summary>The mean over all places, <c>(B, C)</c>.</summary>
    Average,

    /// <summary>The largest value over all places, <c>(B, C)</c>.</summary>
    Max,

    /// <summary>Both, one after the other, <c>(B, 2 C)</c>.</summary>
    Both,
}
