using System.CommandLine;
using System.CommandLine.Parsing;

namespace NlpTransfer.Cli;

/// <summary>What is wrong with a command line, in our words, all faults at once.</summary>
internal static class ParseFaults
{
    /// <exception cref="UsageException">Something cannot be understood.</exception>
    public static void ThrowIfAny(ParseResult parsed)
    {
        string[] faults = [.. Find(parsed).Distinct()];
        if (faults.Length > 0)
            throw new UsageException(string.Join('\n', faults) + $"\nSee 'nlp-transfer {HelpOf(parsed)}--help'.");
    }

    private static IEnumerable<string> Find(ParseResult parsed)
    {
        string[] unknown = [.. parsed.UnmatchedTokens, .. SwallowedOptions(parsed)];
        // After an unknown option its value is unknown too, which nobody needs to hear.
        if (unknown.Any(token => token.StartsWith('-')))
            unknown = [.. unknown.Where(token => token.StartsWith('-'))];
        string[] others = [.. parsed.Errors.Select(error => error.Message).Where(message => !IsAboutUnmatched(parsed, message))];
        bool clear = unknown.Length + others.Length == 0;
        var verbs = clear && parsed.CommandResult.Command is Verb verb ? verb.Faults(parsed) : [];
        return unknown.Select(token => Unknown(parsed, token)).Concat(others).Concat(verbs);
    }

    // A verb that takes texts or files takes a mistyped option for one of them, unless "--" says that all is text from here.
    private static IEnumerable<string> SwallowedOptions(ParseResult parsed)
    {
        var arguments = parsed.CommandResult.Command.Arguments
            .SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => arguments.Contains(token) && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(token => token.Value);
    }

    // The parser's message for an unmatched token quotes it; ours replaces that message.
    private static bool IsAboutUnmatched(ParseResult parsed, string message) =>
        parsed.UnmatchedTokens.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal))
        || (parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.Count > 0);

    private static string Unknown(ParseResult parsed, string token) => parsed.CommandResult.Command switch
    {
        RootCommand when !token.StartsWith('-') => $"There is no verb '{token}'.{Suggestion.For(token, VerbCatalogue.Words)}",
        Verb verb when token.StartsWith('-') => $"{verb.Name} has no option '{token}'.{Suggestion.For(token, Names(verb))}",
        Verb verb => $"{verb.Name} does not know what to do with '{token}'.",
        _ => $"There is no option '{token}'; options come after the verb.",
    };

    private static IEnumerable<string> Names(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Append("--help");

    private static string HelpOf(ParseResult parsed) => parsed.CommandResult.Command is Verb verb ? verb.Name + " " : "";
}
