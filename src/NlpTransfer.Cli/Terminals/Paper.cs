using Spectre.Console;
using Spectre.Console.Rendering;

namespace NlpTransfer.Cli;

/// <summary>Spectre.Console over one of our writers, with colours only where the terminal has them.</summary>
internal static class Paper
{
    /// <summary>Draws on standard error.</summary>
    public static void WriteError(this Terminal terminal, IRenderable drawing) => Over(terminal, terminal.Error).Write(drawing);

    private static IAnsiConsole Over(Terminal terminal, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.Colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = terminal.Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
