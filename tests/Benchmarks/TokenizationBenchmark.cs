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
        double one = Median(() => Encode(tokenizer, texts, 0, 1));
        double two = Median(() => OnThreads(tokenizer, texts, 2));
        output.WriteLine($"{texts.Length} texts, {tokens} tokens");
        output.WriteLine($"1 thread   {tokens / one / 1e6:F2} million tokens/s");
        output.WriteLine($"2 threads  {tokens / two / 1e6:F2} million tokens/s, {one / two:F2} times one thread");
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

    private static double Median(Func<long> work)
    {
        double[] seconds = [.. Enumerable.Range(0, Rounds).Select(_ => Seconds(work)).Order()];
        return seconds[Rounds / 2];
    }

    private static double Seconds(Func<long> work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
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
