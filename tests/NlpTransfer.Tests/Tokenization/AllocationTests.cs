using Microsoft.ML.Tokenizers;

namespace NlpTransfer.Tests.Tokenization;

public class AllocationTests
{
    private const int Header = 16, Pointer = 8;

    [Fact]
    public void EncodeToIds_OnceWarm_AllocatesItsResultAndTheNormalizedTextOnly()
    {
        BertTokenizer tokenizer = BertReference.CreateTokenizer();
        string[] texts = [.. BertReference.Lines.Where((_, i) => i % 20 == 0).Select(l => l.Text)];
        for (var round = 0; round < 3; round++)
            Array.ForEach(texts, t => tokenizer.EncodeToIds(t));
        foreach (string text in texts)
        {
            long allowed = Allowed(tokenizer, text);
            Assert.InRange(Enumerable.Range(0, 3).Min(_ => Allocated(tokenizer, text)), 0, allowed);
        }
    }

    // The least of three: a collection in between may empty the array pool, and refilling it is not the text's cost.
    private static long Allocated(BertTokenizer tokenizer, string text)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        tokenizer.EncodeToIds(text);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void CountTokens_OfTextThatIsNormalAlready_AllocatesNothing()
    {
        BertTokenizer tokenizer = BertReference.CreateTokenizer();
        for (var i = 0; i < 100; i++)
            tokenizer.CountTokens("nothing to change here , not even one accent .");
        long before = GC.GetAllocatedBytesForCurrentThread();
        tokenizer.CountTokens("nothing to change here , not even one accent .");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // A List<int> (header, array, two ints), its array (header, length, ids) and, where it differs, the normalized string.
    private static long Allowed(BertTokenizer tokenizer, string text)
    {
        int ids = tokenizer.EncodeToIds(text, int.MaxValue, out string? normalized, out _).Count;
        long list = Header + Pointer + 8, array = Aligned(Header + Pointer + (4 * ids));
        bool same = normalized is null || ReferenceEquals(normalized, text) || normalized.Length == 0;
        return list + array + (same ? 0 : Aligned(Header + 4 + (2 * (normalized!.Length + 1))));
    }

    private static long Aligned(long bytes) => (bytes + 7) / 8 * 8;
}
