using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tokenization;

/// <summary>BERT tokens a second on the recorded texts, on one thread and on two, and what one pass allocates.</summary>
internal static class TokenizationBenchmark
{
    private const int Rounds = 7;

    internal static void Run(TextWriter output)
    {
        BertTokenizer tokenizer = BertTokenization.Create(FixturePath("bert-base-uncased-vocab.txt"));
        string[] texts = ReadTexts();
        long tokens = Encode(tokenizer, texts, 0, 1);
        for (var i = 0; i < 3; i++)
            Encode(tokenizer, texts, 0, 1);
        (double one, double oneCpu) = Median(() => Encode(tokenizer, texts, 0, 1));
        (double two, double twoCpu) = Median(() => OnThreads(tokenizer, texts, 2));
        output.WriteLine($"{texts.Length} texts, {tokens} tokens");
        output.WriteLine($"1 thread   {tokens / one / 1e6:F2} million tokens/s");
        output.WriteLine($"2 threads  {tokens / two / 1e6:F2} million tokens/s, {one / two:F2} times one thread");
        output.WriteLine($"processor  {oneCpu / tokens * 1e9:F0} ns a token on one thread, {twoCpu / tokens * 1e9:F0} on two (2 x {oneCpu / twoCpu:F2} by processor time)");
        output.WriteLine($"allocated  {Allocated(tokenizer, texts) / (double)tokens:F1} bytes a token, result lists and normalized texts");
    }

    private static long Encode(BertTokenizer tokenizer, string[] texts, int first, int step)
    {
        long tokens = 0;
        for (int i = first; i < texts.Length; i += step)
            tokens += tokenizer.EncodeToIds(texts[i]).Count;
        return tokens;
    }

    private static long OnThreads(BertTokenizer tokenizer, string[] texts, int count)
    {
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Encode(tokenizer, texts, i, count)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return count;
    }

    private static (double Wall, double Processor) Median(Func<long> work)
    {
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Seconds(work)).ToArray();
        return (rounds.Select(r => r.Wall).Order().ElementAt(Rounds / 2), rounds.Select(r => r.Processor).Order().ElementAt(Rounds / 2));
    }

    // Processor time as well: other work on the machine halves the wall clock's ratio and leaves this one alone.
    private static (double Wall, double Processor) Seconds(Func<long> work)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        work();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static long Allocated(BertTokenizer tokenizer, string[] texts)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Encode(tokenizer, texts, 0, 1);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string[] ReadTexts()
    {
        using var stream = new GZipStream(File.OpenRead(FixturePath("bert-uncased.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        var texts = new List<string>();
        while (reader.ReadLine() is { } line)
            texts.Add(JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);
        return [.. texts];
    }

    private static string FixturePath(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "fixtures", "tokenization", name);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} holds tests/fixtures/tokenization/{name}.");
    }
}
