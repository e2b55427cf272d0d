using System.CommandLine;
using System.CommandLine.Help;
using NlpTransfer.Cli.Verbs.Bench;
using NlpTransfer.Cli.Verbs.Convert;
using NlpTransfer.Cli.Verbs.Doctor;

namespace NlpTransfer.Cli;

/// <summary>Every verb there is, in the order the help shows them.</summary>
internal static class VerbCatalogue
{
    /// <summary>New verbs over one terminal.</summary>
    public static IReadOnlyList<Verb> Create(Terminal terminal) =>
    [
        new ConvertVerb(terminal),
        new BenchVerb(terminal),
        new DoctorVerb(terminal),
    ];

    /// <summary>The whole command line.</summary>
    public static RootCommand Root(Terminal terminal)
    {
        var verbs = Create(terminal);
        var root = new RootCommand("adapts pretrained models to your own classes");
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h", "-?") { Action = new HelpPage(terminal, verbs) });
        root.Options.Add(new VersionOption { Action = new VersionPage(terminal) });
        foreach (var verb in verbs)
            root.Subcommands.Add(verb);
        root.SetAction(new HelpPage(terminal, verbs).Invoke);
        return root;
    }
}
