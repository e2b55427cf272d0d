namespace NlpTransfer.Tokenization;

/// <summary>A token that is recognised in a text.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Id">Its id.</param>
/// <param name="StripsLeft">Whether white space before it goes.</param>
/// <param name="StripsRight">Whether white space behind it goes.</param>
internal sealed record AddedToken(string Text, int Id, bool StripsLeft = false, bool StripsRight = false);
