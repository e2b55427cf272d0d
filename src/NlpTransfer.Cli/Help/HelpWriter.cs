using System.CommandLine;

namespace NlpTransfer.Cli;

/// <summary>The help of the program and of one verb: usage, what it does, examples, options in groups.</summary>
internal sealed class HelpWriter(TextWriter output, int width)
{
    private const int Indent = 2;
    private const int Gap = 2;
    private const int NameColumn = 28;

    /// <summary>The first page: what there is.</summary>
    public void WriteProgram(IReadOnlyList<VerbEntry> verbs)
    {
        output.WriteLine("nlp-transfer: adapts pretrained word vectors, encoders and image networks to your own classes.");
        output.WriteLine();
        output.WriteLine("Usage: nlp-transfer VERB [options]");
        output.WriteLine();
        output.WriteLine("Verbs:");
        foreach (var verb in verbs)
            WriteRow(verb.Word, verb.Summary);
        output.WriteLine();
        output.WriteLine("Start with 'nlp-transfer quickstart'; 'nlp-transfer VERB --help' explains one verb with examples.");
        output.WriteLine("Results go to standard output, progress and tables to standard error.");
        output.WriteLine("Exit codes: 0 done, 1 the work failed, 2 wrong use, 130 stopped by the user.");
    }

    /// <summary>The page of one verb.</summary>
    public void WriteVerb(Verb verb)
    {
        output.WriteLine($"nlp-transfer {verb.Name}: {verb.Description}");
        output.WriteLine();
        output.WriteLine($"Usage: {Usage(verb)}");
        WriteDetails(verb.Details);
        WriteExamples(verb);
        WriteArguments(verb);
        foreach (var group in verb.Groups)
            WriteGroup(group);
        WriteSettings(verb.SettingKeys);
    }

    private static string Usage(Verb verb)
    {
        string arguments = string.Concat(verb.Arguments.Select(argument => $" [{argument.HelpName ?? argument.Name}]"));
        return $"nlp-transfer {verb.Name} [options]{arguments}";
    }

    private void WriteDetails(string details)
    {
        if (details.Length == 0)
            return;
        output.WriteLine();
        foreach (string paragraph in details.ReplaceLineEndings("\n").Split('\n'))
            output.WriteLine(paragraph.Length == 0 ? "" : string.Join('\n', Wrap(paragraph, width)));
    }

    private void WriteExamples(Verb verb)
    {
        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var (command, meaning) in verb.Examples)
        {
            output.WriteLine($"  # {meaning}");
            output.WriteLine($"  {command}");
        }
    }

    private void WriteArguments(Verb verb)
    {
        if (verb.Arguments.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("Arguments:");
        foreach (var argument in verb.Arguments)
            WriteRow(argument.HelpName ?? argument.Name, argument.Description ?? "");
    }

    private void WriteGroup(OptionGroup group)
    {
        output.WriteLine();
        output.WriteLine($"{group.Title}:");
        foreach (var option in group.Options)
            WriteRow(Name(option), option.Description ?? "");
    }

    private void WriteSettings(IReadOnlyList<(string Key, string Meaning)> keys)
    {
        if (keys.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("Keys of --set, with their defaults:");
        foreach (var (key, meaning) in keys)
            WriteRow(key, meaning);
    }

    private static string Name(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name));
        return option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} {option.HelpName}";
    }

    private void WriteRow(string name, string text)
    {
        string[] lines = [.. Wrap(text, width - Indent - NameColumn - Gap)];
        bool fits = name.Length <= NameColumn;
        output.WriteLine($"  {(fits ? name.PadRight(NameColumn) + "  " + lines[0] : name)}".TrimEnd());
        foreach (string line in fits ? lines[1..] : lines)
            output.WriteLine(new string(' ', Indent + NameColumn + Gap) + line);
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
