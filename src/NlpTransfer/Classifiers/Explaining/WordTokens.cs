using System.Text.RegularExpressions;
using NlpTransfer.Data;

namespace NlpTransfer.Classifiers;

/// <summary>A text's words (between white space) and which of its tokens each became, whatever the tokenizer.</summary>
/// <param name="Text">As the model takes it.</param>
/// <param name="Words">In order; the last ones may have no token, where the text was cut off.</param>
internal sealed partial record WordTokens(EncodedText Text, IReadOnlyList<WordTokens.Word> Words)
{
    /// <summary>Tokenizers that divide text at white space, which all do, make of a text's beginning the beginning of its tokens: how many tell where a word ends.</summary>
    public static WordTokens Of(string text, ITextPreprocessor preprocessor)
    {
        var (whole, around) = (Encode(preprocessor, text), Encode(preprocessor, ""));
        var before = whole.Ids.Zip(around.Ids).TakeWhile(p => p.First == p.Second).Count();
        var (limit, start) = (whole.Ids.Length - around.Ids.Length, 0);
        var words = new List<Word>();
        foreach (var match in WordPattern.Matches(text).Cast<Match>())
        {
            var end = start == limit ? limit : Math.Clamp(Encode(preprocessor, text[..(match.Index + match.Length)]).Ids.Length - around.Ids.Length, start, limit);
            words.Add(new(match.Value, match.Index, before + start, before + end));
            start = end;
        }
        return new(whole, words);
    }

    private static EncodedText Encode(ITextPreprocessor preprocessor, string text) => preprocessor.Encode(new TextExample(text, null, [], null, new("(memory)", 1)));

    [GeneratedRegex(@"\S+")]
    private static partial Regex WordPattern { get; }

    /// <summary>A word and its tokens, <paramref name="First"/> to before <paramref name="End"/>.</summary>
    internal sealed record Word(string Value, int Start, int First, int End);
}
