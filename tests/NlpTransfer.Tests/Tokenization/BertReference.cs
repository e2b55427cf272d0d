using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Tests.Tokenization;

/// <summary>The recorded texts and ids of Hugging Face's tokenizer; see tests/fixtures/tokenization.</summary>
internal static class BertReference
{
    internal const int LineCount = 13_434;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static string VocabularyPath { get; } = TestFiles.Fixture(Path.Combine("tokenization", "bert-base-uncased-vocab.txt"));

    internal static IReadOnlyList<Line> Lines { get; } = ReadLines();

    internal static BertTokenizer CreateTokenizer() => BertTokenization.Create(VocabularyPath);

    /// <summary>Both sides of each line that does not give the recorded ids, five at most.</summary>
    internal static IReadOnlyList<string> Mismatches(BertTokenizer tokenizer) =>
    [
        .. Lines.Select(l => (line: l, ids: tokenizer.EncodeToIds(l.Text)))
            .Where(x => !x.ids.SequenceEqual(x.line.Ids)).Take(5)
            .Select(x => $"{x.line.Kind}: {JsonSerializer.Serialize(x.line.Text)}\n  expected {string.Join(' ', x.line.Ids)}\n  found    {string.Join(' ', x.ids)}"),
    ];

    private static List<Line> ReadLines()
    {
        using var stream = new GZipStream(File.OpenRead(TestFiles.Fixture(Path.Combine("tokenization", "bert-uncased.jsonl.gz"))), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        var lines = new List<Line>();
        while (reader.ReadLine() is { } line)
            lines.Add(JsonSerializer.Deserialize<Line>(line, Json)!);
        return lines;
    }

    internal sealed record Line(string Kind, string Text, int[] Ids);
}
