namespace NlpTransfer.Experiments;

/// <summary>One option of a run.</summary>
/// <param name="Key">Its name, without the dashes.</param>
/// <param name="Values">One value; several where an option may be given several times.</param>
/// <param name="Place">Where the file says it, such as "line 3, column 7".</param>
public sealed record TrialOption(string Key, IReadOnlyList<string> Values, string Place);
