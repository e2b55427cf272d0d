namespace NlpTransfer.Cli.Verbs.Quickstart;

/// <summary>A job that quickstart can do: which corpus, which one when there is no network, and how long it trains.</summary>
internal sealed record QuickstartTask(string Name, string Title, string Corpus, string OfflineCorpus)
{
    /// <summary>All of them; the first is what quickstart does by itself.</summary>
    public static IReadOnlyList<QuickstartTask> All { get; } =
    [
        new("spam", "spam in real e-mails", Corpora.SpamAssassin, "sms-spam"),
        new("sms", "spam in text messages", "sms-spam", "sms-spam"),
        new("sentiment", "positive and negative reviews", "sentiment", "sentiment"),
        new("topic", "topics of news", "topic", "topic"),
    ];

    /// <summary>Tokens a text keeps; what matters in an e-mail stands near its top.</summary>
    public int MaxTokens { get; init; } = 300;

    /// <summary>Passes on frozen vectors, then with everything trainable.</summary>
    public (double Frozen, double Unfrozen) Epochs { get; init; } = (3, 4);
}
