using System.CommandLine;

namespace NlpTransfer.Cli;

/// <summary>Options that belong together, under one title in the help.</summary>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);
