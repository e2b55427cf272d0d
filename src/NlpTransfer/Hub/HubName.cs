using System.Text.RegularExpressions;

namespace NlpTransfer.Hub;

/// <summary>A model's name and the state of it that is wanted; both become addresses and folders, so both are checked.</summary>
internal sealed partial record HubName
{
    /// <summary>The branch that is meant when nothing is said.</summary>
    public const string DefaultRevision = "main";

    private HubName(string name, string revision) => (Name, Revision) = (name, revision);

    public string Name { get; }

    public string Revision { get; }

    /// <summary>The name as a folder's.</summary>
    public string Folder => Name.Replace("/", "--", StringComparison.Ordinal);

    /// <summary>The revision as a file's name.</summary>
    public string Reference => Revision.Replace("/", "--", StringComparison.Ordinal);

    /// <summary>Whether a text can be the name of a model.</summary>
    public static bool IsName(string text) => Names.IsMatch(text) && !text.Contains("..", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">Either cannot be one.</exception>
    public static HubName Parse(string name, string? revision)
    {
        revision ??= DefaultRevision;
        if (!IsName(name)) throw new ArgumentException($"Expected the name of a model such as sentence-transformers/all-MiniLM-L6-v2, was '{name}'.");
        if (!Revisions.IsMatch(revision) || revision.Contains("..", StringComparison.Ordinal)) throw new ArgumentException($"Expected a revision (a branch, a tag or a commit) such as {DefaultRevision}, was '{revision}'.");
        return new(name, revision);
    }

    public override string ToString() => Revision == DefaultRevision ? Name : $"{Name} at {Revision}";

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)?\z")]
    private static partial Regex Names { get; }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._/-]*\z")]
    private static partial Regex Revisions { get; }
}
