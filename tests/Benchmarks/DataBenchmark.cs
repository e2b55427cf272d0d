using System.Diagnostics;
using System.Text;
using NlpTransfer.Data;

/// <summary>Words a second beside white-space splitting; and, where the corpus was fetched, e-mails beside merely reading their files.</summary>
internal static class DataBenchmark
{
    private const int Rounds = 7;
    private const int Megabytes = 8;

    internal static void Run(TextWriter output)
    {
        Words(output);
        var mails = Path.Combine(TextSets.Repository, "corpora", "downloads", "spam-assassin");
        if (Directory.Exists(mails)) Mails(output, mails);
        else output.WriteLine($"e-mails    {mails} is not there; './nlp-transfer quickstart' fetches it");
    }

    private static void Words(TextWriter output)
    {
        var texts = Texts();
        var bytes = texts.Sum(t => (double)Encoding.UTF8.GetByteCount(t));
        var tokenizer = new WordTokenizer();
        var ours = Median(() => Count(tokenizer, texts));
        var plain = Median(() => texts.Sum(t => t.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length));
        output.WriteLine($"words      {bytes / ours / 1e6:F0} MB/s on one thread ({Count(tokenizer, texts) / ours / 1e6:F1} million words/s); lower-casing and splitting at white space {bytes / plain / 1e6:F0} MB/s: {plain / ours:F2} times that speed");
    }

    private static void Mails(TextWriter output, string folder)
    {
        var options = new TextDataOptions { Preset = DataPresets.SpamAssassin };
        TextDataset data = TextDataset.Load(folder, options);
        var parse = Median(() => TextDataset.Load(folder, options).Count);
        var read = Median(() => Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Sum(f => File.ReadAllBytes(f).Length));
        var split = Median(() => DatasetSplitter.Split(data).Clusters);
        output.WriteLine($"e-mails    {data.Count} in {parse * 1e3:F0} ms; reading their files on one thread {read * 1e3:F0} ms: {parse / read:F2} times as long");
        output.WriteLine($"split      {split * 1e3:F0} ms with all near-duplicates found");
    }

    private static string[] Texts()
    {
        var rows = new[] { "sentiment.csv", "topic.csv", "sms-spam.csv" }.SelectMany(c => TextDataset.Load(Path.Combine(TextSets.Repository, "corpora", c))).Select(e => e.Text).ToArray();
        var once = rows.Sum(r => r.Length);
        return [.. Enumerable.Repeat(rows, (Megabytes * 1_000_000 / once) + 1).SelectMany(r => r)];
    }

    private static long Count(WordTokenizer tokenizer, string[] texts)
    {
        long count = 0;
        foreach (var text in texts)
            foreach (var _ in tokenizer.Enumerate(text)) count++;
        return count;
    }

    private static double Median(Func<long> work)
    {
        work();
        return Enumerable.Range(0, Rounds).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }).Order().ElementAt(Rounds / 2);
    }
}
