using System.CommandLine;

namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>The main job on real data, start to end.</summary>
internal sealed class QuickstartVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "quickstart";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "does the main job on real data, start to end, in a few minutes";

    private static readonly Option<string> Task = Typed.Choice("--task", QuickstartTask.All[0].Name, [.. QuickstartTask.All.Select(task => task.Name)],
        "what to learn: spam is real e-mails, the others are small corpora that come with the program (default spam)");

    private static readonly Option<int?> Epochs = Typed.Integer("--epochs", 1, "passes over the data, divided among the phases of the CNN and of the encoder (default 9 and 6 for e-mails, 20 and 15 for the small corpora)");

    public QuickstartVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Add(new OptionGroup("Job", [Task, Epochs, RunFolder.Out, RunFolder.Overwrite]));
        Add(CommonOptions.Compute);
    }

    public override string Details =>
        "Gets 341,479 GloVe vectors and 6,046 labelled e-mails, parses the e-mails, divides them so that near-duplicates stay on one side, "
        + "trains a convolutional network on frozen vectors and then with everything trainable, fine-tunes the built-in encoder (its head on kept "
        + "features, then its upper layers), compares both with two baselines on the same e-mails, saves the classifiers, loads the first again and labels five e-mails that it never saw. Without npm or network it does the same "
        + "on a small corpus with a sample of the vectors.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer quickstart", "spam in real e-mails"),
        ("nlp-transfer quickstart --task sentiment --epochs 12 --seed 7", "another task, longer, from another seed"),
        ("nlp-transfer quickstart --offline --out /tmp/first --json", "no network, all figures as JSON"),
    ];

    protected override Task<int> RunAsync(VerbRun run)
    {
        var task = QuickstartTask.All.First(candidate => candidate.Name == run.Value(Task));
        if (run.Value(Epochs) is { } epochs)
            task = task.WithEpochs(epochs);
        return new QuickstartJob(run, task, RunFolder.Choose(run, "quickstart")).RunAsync();
    }
}
