namespace NlpTransfer.Data;

/// <summary>The well-known data sets whose own layout can be read by name.</summary>
public static class DataPresets
{
    /// <summary><c>SMSSpamCollection</c>: label, tab, text; lines end at a line feed; UTF-8.</summary>
    public const string SmsSpam = "sms-spam";

    /// <summary><c>train_5500.label</c> and <c>TREC_10.label</c>, or their folder: coarse label, ':', fine label, space, question; Latin-1.</summary>
    public const string Trec = "trec";

    /// <summary>A folder with <c>rt-polarity.pos</c> and <c>rt-polarity.neg</c>: one review a line (line feed only), Windows-1252.</summary>
    public const string RtPolarity = "rt-polarity";

    /// <summary>20 Newsgroups, folder or <c>.tar.gz</c>: the newest folder names the label, the text is what follows the first empty line; Latin-1.</summary>
    public const string TwentyNewsgroups = "20newsgroups";

    /// <summary>SpamAssassin's public corpus: e-mails in folders whose names hold "ham" or "spam".</summary>
    public const string SpamAssassin = "spam-assassin";

    /// <summary>Large Movie Review data set, folder or <c>.tar.gz</c>: <c>train/pos</c>, <c>train/neg</c>, <c>test/pos</c>, <c>test/neg</c>.</summary>
    public const string Imdb = "imdb";

    public static IReadOnlyList<string> Names { get; } = [SmsSpam, Trec, RtPolarity, TwentyNewsgroups, SpamAssassin, Imdb];
}
