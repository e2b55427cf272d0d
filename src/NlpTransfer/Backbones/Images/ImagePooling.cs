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

    /// <summary>The means over 3 x 3 parts of the picture, <c>(B, 9 C)</c>: for pictures in which it matters where something is.</summary>
    Grid,
}
