using System.CommandLine;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Cli.Verbs.Tokenize;

/// <summary>Texts to BERT ids, streaming: a line of JSON in, a line of JSON out.</summary>
internal sealed class TokenizeVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "tokenize";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "turns JSON lines {\"text\":..} into {\"ids\":[..]}, equal to BERT's reference";

    private static readonly Option<string?> Vocab = Typed.Text("--vocab", "FILE", "BERT vocabulary, one piece a line");
    private static readonly Option<bool> Cased = Typed.Switch("--cased", "keep case and accents, as a cased vocabulary needs");

    public TokenizeVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(new OptionGroup("Tokenizing", [Vocab, Cased]));
        Add(new OptionGroup("Output", [CommonOptions.Verbose]));
    }

    public override string Details =>
        "Reads standard input and writes standard output, line by line, so that another program can ask and wait for the answer. "
        + "[CLS] and [SEP] are added, nothing is cut off; members other than text are ignored.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer tokenize --vocab vocab.txt < texts.jsonl > ids.jsonl", "a file"),
        ("nlp-transfer tokenize --vocab vocab.txt --cased", "a cased model's vocabulary, from the keyboard"),
    ];

    protected override Task<int> RunAsync(VerbRun run)
    {
        var tokenizer = BertTokenization.Create(run.RequiredPath(Vocab), run.Value(Cased));
        using var input = run.Terminal.OpenInput();
        long line = 0;
        while (input.ReadLine() is { } text)
        {
            run.Stop.ThrowIfCancellationRequested();
            line++;
            if (!string.IsNullOrWhiteSpace(text))
                Write(run.Terminal.Output, tokenizer, TextLine.Read(text, line));
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static void Write(TextWriter output, BertTokenizer tokenizer, string text)
    {
        var ids = tokenizer.EncodeToIds(text);
        output.Write("{\"ids\":[");
        for (int i = 0; i < ids.Count; i++)
        {
            if (i > 0)
                output.Write(',');
            output.Write(ids[i]);
        }

        output.Write("]}\n");
    }
}
