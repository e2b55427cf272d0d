using System.CommandLine;
using System.CommandLine.Invocation;

namespace NlpTransfer.Cli;

/// <summary>Prints our help in place of the parser's own.</summary>
internal sealed class HelpPage(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var writer = new HelpWriter(terminal.Output, Math.Min(terminal.Width, 110));
        if (parseResult.CommandResult.Command is Verb verb)
            writer.WriteVerb(verb);
        else
            writer.WriteProgram(VerbCatalogue.Entries);
        return ExitCode.Done;
    }
}
