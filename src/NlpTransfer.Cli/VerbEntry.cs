namespace NlpTransfer.Cli;

/// <summary>
/// A verb before it is needed: what the first page of the help shows, and how it is made. Making one costs milliseconds
/// (its options name what catalogues and presets hold), so only the verb that was typed is made.
/// </summary>
internal sealed record VerbEntry(string Word, string Summary, Func<Terminal, Verb> Create);
