namespace NlpTransfer.Classifiers;

/// <summary>What a word does for a label.</summary>
/// <param name="Word">As it stands in the text, between white space.</param>
/// <param name="Start">The index of its first character.</param>
/// <param name="Attribution">Its share of the label's log-odds; below 0 it speaks against the label.</param>
/// <param name="LeaveOneOut">How much the log-odds fall when the word is left out; null when that was not asked for.</param>
public sealed record WordAttribution(string Word, int Start, double Attribution, double? LeaveOneOut);
