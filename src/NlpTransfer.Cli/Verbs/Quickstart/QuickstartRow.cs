using NlpTransfer.Training;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>One line of the comparison.</summary>
internal sealed record QuickstartRow(string Name, ClassificationMetrics Metrics);
