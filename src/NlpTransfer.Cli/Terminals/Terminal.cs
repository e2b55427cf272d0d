using System.Text;

namespace NlpTransfer.Cli;

/// <summary>
/// Where a verb reads and writes: results to <see cref="Output"/>, everything for people to <see cref="Error"/>.
/// Tests hand in their own writers.
/// </summary>
internal sealed record Terminal(Stream InputStream, TextWriter Output, TextWriter Error)
{
    private const int UnknownWidth = 100, NarrowestWidth = 40, WidestWidth = 140;

    /// <summary>True when a person watches standard error, so that lines may be redrawn.</summary>
    public bool Interactive { get; init; }

    /// <summary>True when colours may be used: a terminal, and neither NO_COLOR nor TERM=dumb.</summary>
    public bool Colours { get; init; }

    /// <summary>True when standard input is a file or a pipe rather than the keyboard.</summary>
    public bool InputRedirected { get; init; } = true;

    /// <summary>True when standard output is a file or a pipe, so that somebody wants the result itself.</summary>
    public bool OutputRedirected { get; init; } = true;

    /// <summary>Columns that may be filled.</summary>
    public int Width { get; init; } = UnknownWidth;

    /// <summary>What time is asked of.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The terminal of this process. Always UTF-8 without a mark, whatever the locale says.</summary>
    public static Terminal OfProcess()
    {
        bool interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");
        return new Terminal(Console.OpenStandardInput(), Writer(Console.OpenStandardOutput(), Console.IsOutputRedirected),
            Writer(Console.OpenStandardError(), buffered: false))
        {
            Interactive = interactive,
            Colours = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            OutputRedirected = Console.IsOutputRedirected,
            InputRedirected = Console.IsInputRedirected,
            Width = WidthOf(interactive),
        };
    }

    /// <summary>
    /// Standard input as UTF-8 text. Output is flushed before each read that may wait, so that a program that
    /// writes a line and waits for its answer gets it, while a file still streams through at full speed.
    /// </summary>
    public StreamReader OpenInput() => new(new FlushingInput(InputStream, Output), new UTF8Encoding(false), false, 1 << 16);

    // A terminal that does not know its width says 0.
    private static int WidthOf(bool interactive) =>
        interactive && Console.WindowWidth is > 0 and var columns ? Math.Clamp(columns, NarrowestWidth, WidestWidth) : UnknownWidth;

    private static StreamWriter Writer(Stream stream, bool buffered) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), buffered ? 1 << 16 : 1 << 10)
        {
            AutoFlush = !buffered,
            NewLine = "\n",
        };
}
