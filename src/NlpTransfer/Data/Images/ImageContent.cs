namespace NlpTransfer.Data;

/// <summary>Where a picture's pixels are.</summary>
public abstract record ImageContent
{
    private protected ImageContent()
    {
    }
}
