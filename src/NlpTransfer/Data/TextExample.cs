using System.Text;

namespace NlpTransfer.Data;

/// <summary>One row: a text (or a pair of texts) with its labels.</summary>
/// <param name="Text">The text, never null; may be empty.</param>
/// <param name="TextPair">The second text of a pair task, or null.</param>
/// <param name="Labels">One entry for single-label data, any number for multi-label data, none when unlabelled.</param>
/// <param name="Group">Rows of one group (a thread, an author) stay on one side of a split; null when there is none.</param>
/// <param name="Source">Where the row came from.</param>
public sealed record TextExample(string Text, string? TextPair, IReadOnlyList<string> Labels, string? Group, ExampleSource Source)
{
    /// <summary>An example that was never in a file.</summary>
    public TextExample(string text, string? label = null)
        : this(text, null, label is null ? [] : [label], null, new ExampleSource("(memory)", 1)) { }

    /// <summary>The first label, or null when unlabelled.</summary>
    public string? Label => Labels.Count == 0 ? null : Labels[0];

    // A record prints its members, and texts are private: they must not reach a log through ToString.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"Text = {Text.Length} characters, Labels = [{string.Join(", ", Labels)}], Source = {Source}");
        return true;
    }
}
