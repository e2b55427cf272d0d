namespace NlpTransfer.Classifiers;

/// <summary>A text as a model takes it.</summary>
/// <param name="Ids">One a token, after truncation; may be empty.</param>
/// <param name="IsTruncated">Whether the text had more tokens.</param>
/// <param name="SecondSegment">Where the second text of a pair begins, for models that tell segments apart; null without one.</param>
public sealed record EncodedText(int[] Ids, bool IsTruncated, int? SecondSegment = null);
