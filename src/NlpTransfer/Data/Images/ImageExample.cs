namespace NlpTransfer.Data;

/// <summary>One picture with its label.</summary>
/// <param name="Content">Its pixels, or where they are.</param>
/// <param name="Label">Null when unlabelled.</param>
/// <param name="Source">Where it came from.</param>
public sealed record ImageExample(ImageContent Content, string? Label, ExampleSource Source)
{
    /// <summary>A picture's file on its own.</summary>
    public ImageExample(string path, string? label = null) : this(new ImageFile(path), label, new ExampleSource(path, 1))
    {
    }
}
