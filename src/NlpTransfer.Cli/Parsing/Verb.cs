using System.CommandLine;

namespace NlpTransfer.Cli;

/// <summary>A word of the command line: its options in groups, its examples, and what it does.</summary>
internal abstract class Verb : Command
{
    private readonly List<OptionGroup> _groups = [];
    private readonly Terminal _terminal;

    protected Verb(string name, string summary, Terminal terminal) : base(name, summary)
    {
        _terminal = terminal;
        SetAction((arguments, stop) => RunAsync(new VerbRun(arguments, terminal, stop)));
    }

    /// <summary>The options as the help shows them.</summary>
    public IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>What the summary has no room for; empty when it says all.</summary>
    public virtual string Details => "";

    /// <summary>Whole commands, each with what it does.</summary>
    public abstract IReadOnlyList<(string Command, string Meaning)> Examples { get; }

    /// <summary>The keys of <c>--set</c> with their meanings; empty where there is no such option.</summary>
    public virtual IReadOnlyList<(string Key, string Meaning)> SettingKeys => [];

    /// <summary>Checks what single options cannot see; adds nothing when all is well.</summary>
    public virtual IEnumerable<string> Faults(ParseResult arguments) => [];

    /// <summary>Does the work and returns the exit code.</summary>
    protected abstract Task<int> RunAsync(VerbRun run);

    /// <summary>Adds a group of options.</summary>
    protected void Add(OptionGroup group)
    {
        _groups.Add(group);
        foreach (var option in group.Options)
            Options.Add(option);
    }
}
