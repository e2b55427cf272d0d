using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NlpTransfer.Cli;

/// <summary>
/// Options whose faults are said in our words: the parser's own message for "--epochs x" names a .NET type.
/// </summary>
internal static class Typed
{
    private const int LongestList = 50;

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static Option<int?> Integer(string name, int least, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, least),
    };

    /// <summary>One of a few words; many of them are listed in the description.</summary>
    public static Option<string> Choice(string name, string fallback, string[] choices, string description)
    {
        string list = string.Join('|', choices);
        bool many = list.Length > LongestList;
        var option = new Option<string>(name)
        {
            Description = many ? $"{description}; one of {string.Join(", ", choices)}" : description,
            HelpName = many ? "NAME" : list,
            DefaultValueFactory = _ => fallback,
        };
        option.Validators.Add(result => CheckChoice(result, name, choices));
        return option;
    }

    /// <summary>A text, path or name.</summary>
    public static Option<string?> Text(string name, string helpName, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = helpName,
    };

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string name, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        Arity = ArgumentArity.Zero,
    };

    private static int? Parse(ArgumentResult result, string name, int least)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least)
            return value;
        result.AddError($"{name} must be a whole number of at least {least}, was '{text}'.");
        return null;
    }

    private static void CheckChoice(OptionResult result, string name, string[] choices)
    {
        if (result.Tokens is [var token] && !choices.Contains(token.Value))
            result.AddError($"{name} must be one of {string.Join(", ", choices)}; was '{token.Value}'.{Suggestion.For(token.Value, choices)}");
    }
}
