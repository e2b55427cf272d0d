using System.Text.RegularExpressions;

namespace TorchSharp.Reference;

/// <summary>How recorded text is cut: brackets nest, quotes hide what is in them.</summary>
internal static partial class SurfaceText
{
    /// <summary>The parts between separators that stand outside every bracket.</summary>
    internal static List<string> Split(string text, string separator)
    {
        var parts = new List<string>();
        int start = 0;
        for (int at = IndexOf(text, separator, 0); at >= 0; at = IndexOf(text, separator, start))
        {
            parts.Add(text[start..at].Trim());
            start = at + separator.Length;
        }
        if (start < text.Length) parts.Add(text[start..].Trim());
        return parts;
    }

    /// <summary>The first place of <paramref name="sought"/> outside brackets and quotes, or -1.</summary>
    internal static int IndexOf(string text, string sought, int from)
    {
        int depth = 0;
        char quote = '\0';
        for (int i = from; i < text.Length; i++)
        {
            if (depth == 0 && quote == '\0' && string.CompareOrdinal(text, i, sought, 0, sought.Length) == 0) return i;
            if (quote != '\0') quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'') quote = text[i];
            else if ("(<[{".Contains(text[i])) depth++;
            else if (")>]}".Contains(text[i])) depth--;
        }
        return -1;
    }

    /// <summary>The index of the bracket that closes the one at <paramref name="open"/>.</summary>
    internal static int Closing(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            if ("(<[{".Contains(text[i])) depth++;
            else if (")>]}".Contains(text[i]) && --depth == 0) return i;
        }
        throw new FormatException($"No closing bracket in '{text}'.");
    }

    /// <summary>Roots every recorded type name, so that no member of the same name hides it.</summary>
    internal static string Rooted(string type) => Recorded().Replace(Bare().Replace(type, "global::System.Type"), "global::TorchSharp.");

    [GeneratedRegex(@"(?<![\w.:])TorchSharp\.")]
    private static partial Regex Recorded();

    [GeneratedRegex(@"(?<![\w.:])Type(?!\w)")]
    private static partial Regex Bare();
}
