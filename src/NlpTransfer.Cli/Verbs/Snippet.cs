using System.Globalization;
using System.Text;

namespace NlpTransfer.Cli.Verbs;

/// <summary>The beginning of a text on one line.</summary>
internal static class Snippet
{
    /// <summary>At most <paramref name="width"/> characters; white space becomes one space, control characters vanish.</summary>
    public static string Of(string text, int width)
    {
        var line = new StringBuilder(width);
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            string letter = letters.GetTextElement();
            if (line.Length + letter.Length > width - 1)
                return line.ToString().TrimEnd() + "…";
            Append(line, letter);
        }

        return line.ToString().TrimEnd();
    }

    // Text from a mail may hold escape sequences that would repaint the terminal.
    private static void Append(StringBuilder line, string letter)
    {
        bool space = letter.Any(char.IsWhiteSpace);
        if (space && line.Length > 0 && line[^1] != ' ')
            line.Append(' ');
        else if (!space && !letter.Any(char.IsControl))
            line.Append(letter);
    }
}
