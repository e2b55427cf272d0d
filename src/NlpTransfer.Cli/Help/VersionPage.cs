using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace NlpTransfer.Cli;

/// <summary>Prints the version alone.</summary>
internal sealed class VersionPage(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        string full = typeof(VersionPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        terminal.Output.WriteLine(full.Split('+')[0]);
        return ExitCode.Done;
    }
}
