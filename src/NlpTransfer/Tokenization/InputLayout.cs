namespace NlpTransfer.Tokenization;

/// <summary>The tokens that an encoder wants around a text and between two.</summary>
/// <param name="Before">In front, such as <c>[CLS]</c>.</param>
/// <param name="Between">Between two texts, such as <c>[SEP]</c>, or <c>&lt;/s&gt;&lt;/s&gt;</c>.</param>
/// <param name="After">At the end.</param>
/// <param name="Padding">Fills a batch up.</param>
internal sealed record InputLayout(int[] Before, int[] Between, int[] After, int Padding)
{
    /// <summary>Tokens around one text, or around and between two.</summary>
    public int Extra(bool isPair) => Before.Length + After.Length + (isPair ? Between.Length : 0);
}
