namespace NlpTransfer.Tokenization;

/// <summary>One piece of a SentencePiece model; its id is its place.</summary>
internal sealed record SentencePiece(string Text, float Score, SentencePieceKind Kind);
