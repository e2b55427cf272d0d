using System.Text;

namespace NlpTransfer.Cli.Tests.Help;

/// <summary>
/// docs/command-line.md is what the program itself says. After a change of the help, write it anew with
/// NLPTRANSFER_UPDATE_DOCS=1 in the environment of this test.
/// </summary>
public sealed class ReferencePageTests
{
    private const string Head = """
        # Command line

        What `./nlp-transfer VERB --help` prints, all on one page. A test compares this page with the program.

        """;

    [Fact]
    public void CommandLinePage_AgainstTheProgramsHelp_IsTheSame()
    {
        string? root = SourceTree.Find();
        Assert.SkipWhen(root is null, "runs outside the source tree, which holds the page");
        string path = Path.Combine(root, "docs", "command-line.md");
        string expected = Page();
        if (Environment.GetEnvironmentVariable("NLPTRANSFER_UPDATE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Page()
    {
        var terminal = new Terminal(Stream.Null, TextWriter.Null, TextWriter.Null);
        var page = new StringBuilder(Head).Append('\n').Append(Block(writer => writer.WriteProgram(VerbCatalogue.Entries)));
        foreach (var verb in VerbCatalogue.Entries)
            page.Append($"\n## {verb.Word}\n\n").Append(Block(writer => writer.WriteVerb(verb.Create(terminal))));
        return page.ToString();
    }

    private static string Block(Action<HelpWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(new HelpWriter(text, width: 100));
        return $"```text\n{text}```\n";
    }
}
