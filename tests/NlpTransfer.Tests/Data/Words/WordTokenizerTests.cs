using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Words;

public sealed class WordTokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n ", "")]
    [InlineData("Hello, World!", "hello|,|world|!")]
    [InlineData("I don't think it's theirs; we'll see.", "i|do|n't|think|it|'s|theirs|;|we|'ll|see|.")]
    [InlineData("Can\u2019t, won\u2019t, I\u2019m, they\u2019ve, you\u2019re, he\u2019d", "ca|n't|,|wo|n't|,|i|'m|,|they|'ve|,|you|'re|,|he|'d")]
    [InlineData("five o'clock rock'n'roll", "five|o'clock|rock'n'roll")]
    [InlineData("'quoted' dogs' tails", "'|quoted|'|dogs|'|tails")]
    [InlineData("do n't , it 's 'd' 'single", "do|n't|,|it|'s|'d|'|'|single")]
    [InlineData("$1,000.50 at 10:30 on 12/31, 555-1234, 3.", "$|1,000.50|at|10:30|on|12/31|,|555-1234|,|3|.")]
    [InlineData("the 2nd mp3 in 3D", "the|2nd|mp3|in|3d")]
    [InlineData("A long-term, well-known e-mail -- end-", "a|long-term|,|well-known|e-mail|--|end|-")]
    [InlineData("a 30-year-old plan-9", "a|30-year-old|plan-9")]
    [InlineData("The U.S. and Mr. Smith vs. Dr. No.", "the|u.s.|and|mr.|smith|vs.|dr.|no|.")]
    [InlineData("Wait... what?! =====", "wait|...|what|?|!|=|=|=")]
    [InlineData("-------- a ---- b", "--|a|--|b")]
    [InlineData("see http://www.Example.com/a-b?c=1. Now", "see|http|www|example|com|a|b|c|1|.|now")]
    [InlineData("(www.example.com)", "(|www|example|com|)")]
    [InlineData("mail joe.doe+x@mail.example.org, ok", "mail|joe|doe|x|mail|example|org|,|ok")]
    [InlineData("#topic @name a@b", "#|topic|@|name|a|@|b")]
    [InlineData("na\u00EFve cafe\u0301 \u041F\u0440\u0438\u0432\u0435\u0442", "na\u00EFve|caf\u00E9|\u043F\u0440\u0438\u0432\u0435\u0442")]
    [InlineData("\u65E5\u672C\u8A9E ok", "\u65E5|\u672C|\u8A9E|ok")]
    [InlineData("hi \U0001F44D\U0001F3FD\U0001F600!", "hi|\U0001F44D\U0001F3FD|\U0001F600|!")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467 x", "\U0001F468\u200D\U0001F469\u200D\U0001F467|x")]
    [InlineData("\u201CYes\u201D \u2026", "\"|yes|\"|...")]
    [InlineData("a_b c/d 50%", "a|_|b|c|/|d|50|%")]
    public void Tokenize_DefaultOptions_DividesAsGloVe(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', new WordTokenizer().Tokenize(text)));

    [Theory]
    [InlineData("See http://Example.com/a?b=1, and joe@example.com.", "See|http://Example.com/a?b=1|,|and|joe@example.com|.")]
    [InlineData("#Big_Day @You # @", "#Big_Day|@You|#|@")]
    [InlineData("Don't", "Don't")]
    [InlineData("well-known", "well|-|known")]
    public void Tokenize_EverythingSwitched_FollowsOptions(string text, string expected)
    {
        var options = new WordTokenizerOptions { Lowercase = false, KeepLinks = true, KeepTags = true, SplitContractions = false, KeepHyphens = false };

        Assert.Equal(expected, string.Join('|', new WordTokenizer(options).Tokenize(text)));
    }

    [Theory]
    [InlineData("a \uD83D b")]
    [InlineData("\uDE00")]
    [InlineData("x\uD83D")]
    public void Tokenize_LoneSurrogate_IsReplacedAndSurvives(string text) =>
        Assert.Contains("\uFFFD", new WordTokenizer().Tokenize(text));

    [Theory]
    [InlineData("a-")]
    [InlineData("a.")]
    [InlineData("a+b_")]
    [InlineData("www.")]
    [InlineData("http://")]
    [InlineData("'s")]
    public void Tokenize_AMegabyteOfOneThing_TakesLinearTime(string thing)
    {
        var text = string.Concat(Enumerable.Repeat(thing, 1_000_000 / thing.Length));
        var start = TimeProvider.System.GetTimestamp();

        new WordTokenizer().Tokenize(text);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    [Fact]
    public void Tokenize_AnyText_KeepsEveryLetterInOrder()
    {
        var random = new SeededRandom(11);
        const string alphabet = "abcdeXYZ019 .,'-@#:/\n\t!?\u00E9\u0416\u4E2D\u2019";
        for (var round = 0; round < 1000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.NextInt(40)).Select(_ => alphabet[random.NextInt(alphabet.Length)]));

            var words = string.Concat(new WordTokenizer().Tokenize(text));

            Assert.Equal(LettersOf(text), LettersOf(words));
        }
    }

    private static string LettersOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
