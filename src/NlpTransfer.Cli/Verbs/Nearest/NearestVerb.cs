using System.CommandLine;
using System.Globalization;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Nearest;

/// <summary>The words nearest to a word or to a sum of words.</summary>
internal sealed class NearestVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "nearest";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "finds the words nearest to a word, or to a sum such as king - man + woman";

    private static readonly Argument<string[]> Sum = new("words")
    {
        Description = "a word, or words with + and - between them",
        HelpName = "WORDS",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int?> Top = Typed.Integer("--top", 1, "how many words (default 10)");

    public NearestVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Sum);
        Add(new OptionGroup("Searching", [VectorSource.Option, Top]));
        Add(new OptionGroup("Output", [CommonOptions.Offline, CommonOptions.Json, CommonOptions.Verbose]));
    }

    public override string Details =>
        "By cosine similarity over all words; the words of the sum are left out. A word is looked up as typed, then in lower case.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer nearest frog", "its ten nearest"),
        ("nlp-transfer nearest \"king - man + woman\" --top 3", "man is to king as woman is to ..."),
        ("nlp-transfer nearest paris --vectors wiki.en.vec --json", "over vectors of your own"),
    ];

    public override IEnumerable<string> Faults(ParseResult arguments) =>
        arguments.GetValue(Sum) is [] or null ? ["nearest needs a word: nlp-transfer nearest WORD."] : [];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        var sum = Parse(string.Join(' ', run.Value(Sum)!));
        using var vectors = await VectorSource.OpenAsync(run)
            ?? throw new UsageException("nearest needs vectors; --vectors none has no words.");
        var found = new WordSimilarity(vectors).Nearest(Known(sum, vectors), run.Value(Top) ?? 10);
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, found.Select(n => new { n.Word, n.Similarity }));
        else
            foreach (var neighbour in found)
                run.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{neighbour.Similarity,7:F4}  {neighbour.Word}"));
        return ExitCode.Done;
    }

    private static VectorArithmetic Parse(string text)
    {
        try
        {
            return VectorArithmetic.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new UsageException($"nearest: {wrong.Message}");
        }
    }

    private static VectorArithmetic Known(VectorArithmetic sum, WordVectors vectors)
    {
        var lookup = new WordLookup(vectors, new LookupPolicy { Subwords = false });
        return VectorArithmetic.Of([.. sum.Terms.Select(term => (Spelling(lookup, vectors, term.Word), term.Weight))]);
    }

    private static string Spelling(WordLookup lookup, WordVectors vectors, string word) => lookup.Find(word, out _) is >= 0 and var row
        ? vectors.Words[row]
        : throw new UsageException($"nearest: these {vectors.Count:N0} vectors have no word '{word}'.{Suggestion.For(word, [.. vectors.Words.Take(50_000)])}");
}
