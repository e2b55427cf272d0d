using System.CommandLine;
using System.Globalization;
using NlpTransfer.Embeddings;
using NlpTransfer.Hub;

namespace NlpTransfer.Cli.Verbs.Pull;

/// <summary>Brings a model of a hub, or a catalogue entry, to this machine.</summary>
internal sealed class PullVerb : Verb
{
    /// <summary>What is typed.</summary>
    public const string Word = "pull";

    /// <summary>What it does, in one line.</summary>
    public const string Summary = "fetches a pretrained model from a hub, verified, for --backbone bert:NAME";

    private static readonly Argument<string> Model = new("name")
    {
        Description = "a model such as sentence-transformers/all-MiniLM-L6-v2, or an entry of the catalogue",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Revision = Typed.Text("--revision", "NAME", "a branch, a tag or a commit (default main)");
    private static readonly Option<string?> Endpoint = Typed.Text("--endpoint", "URL", "the hub's base address (default HF_ENDPOINT, else https://huggingface.co)");

    public PullVerb(Terminal terminal) : base(Word, Summary, terminal)
    {
        Arguments.Add(Model);
        Add(new OptionGroup("Hub", [Revision, Endpoint, CommonOptions.Offline]));
        Add(CommonOptions.Output);
    }

    public override string Details =>
        "Fetches only what is needed: configuration, tokenizer, card, and the weights in one format, safetensors where there are some. "
        + "Every file is compared with the digest that the hub publishes; a download that was stopped goes on where it stood. "
        + "The model then lies beside the other downloads and is found by its name without network. HF_TOKEN is sent to the hub for models that are not open to everyone.";

    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("nlp-transfer pull sentence-transformers/all-MiniLM-L6-v2", "then: train --backbone bert:sentence-transformers/all-MiniLM-L6-v2"),
        ("nlp-transfer pull google/electra-small-discriminator --endpoint https://models.example.org", "from a mirror"),
        ("nlp-transfer pull glove-100d", "an entry of the catalogue"),
    ];

    protected override async Task<int> RunAsync(VerbRun run)
    {
        string name = run.Value(Model)!;
        if (Catalogue.BuiltIn().Contains(name))
        {
            string path = await new Fetch(run.Terminal, run.Offline).GetAsync(name, run.Stop);
            Write(run, path, new { Name = name, Path = path });
            return ExitCode.Done;
        }

        var model = await PullAsync(run, name);
        long bytes = model.Files.Values.Sum();
        run.Terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model.Files.Count} files, {bytes / 1e6:0.0} MB, commit {model.Commit}; use it with --backbone bert:{name}"));
        Write(run, model.Folder, new { model.Name, model.Commit, Path = model.Folder, model.Files, Bytes = bytes });
        return ExitCode.Done;
    }

    private static async Task<HubModel> PullAsync(VerbRun run, string name)
    {
        var line = new ProgressLine(run.Terminal);
        try
        {
            return await new HubStore(options: Choices(run)).PullAsync(name, run.Value(Revision), new DirectProgress<CatalogueProgress>(step => line.Show((double)step.Done / Math.Max(1, step.Total ?? 1), "fetching", step.Name)), run.Stop);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        finally
        {
            line.Clear();
        }
    }

    // The option adds to NLPTRANSFER_OFFLINE and never takes it back.
    private static HubOptions Choices(VerbRun run)
    {
        var options = new HubOptions();
        return options with { Offline = options.Offline || run.Offline, Endpoint = run.Value(Endpoint) ?? options.Endpoint };
    }

    private static void Write(VerbRun run, string path, object document)
    {
        if (run.Json) JsonOutput.WriteDocument(run.Terminal.Output, document);
        else run.Terminal.Output.WriteLine(path);
    }
}
