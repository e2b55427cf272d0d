namespace NlpTransfer.Tokenization;

/// <summary>Cuts a text into the pieces of a vocabulary. Safe to use from several threads.</summary>
internal interface ISubwordTokenizer
{
    /// <summary>The ids of a text's pieces, without the tokens that surround an input.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">It may stop when it has so many.</param>
    IReadOnlyList<int> Encode(string text, int most);
}
