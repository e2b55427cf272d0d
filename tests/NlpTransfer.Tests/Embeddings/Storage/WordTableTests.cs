using System.Text;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings.Storage;

public sealed class WordTableTests
{
    [Fact]
    public void IndexOf_EveryWord_IsItsRowAndNothingElseIsFound()
    {
        var words = Enumerable.Range(0, 20_000).Select(i => $"word{i * 7}").ToArray();
        var table = WordTableBuilder.FromWords(words);
        for (var row = 0; row < words.Length; row++)
        {
            Assert.Equal(row, table.IndexOf(words[row]));
            Assert.Equal(words[row], table.Word(row));
            Assert.Equal(-1, table.IndexOf(words[row] + "x"));
        }
    }

    [Fact]
    public void TryAdd_MoreThanExpected_GrowsAndKeepsAll()
    {
        var builder = new WordTableBuilder(1, 1);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.True(builder.TryAdd(Encoding.UTF8.GetBytes($"{i}")));
            Assert.False(builder.TryAdd(Encoding.UTF8.GetBytes($"{i / 2}")));
        }

        var table = builder.Build();
        Assert.Equal(5_000, table.Count);
        Assert.All(Enumerable.Range(0, 5_000), i => Assert.Equal(i, table.IndexOf($"{i}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("naïve")]
    [InlineData("日本語")]
    [InlineData("👩‍🚀")]
    public void IndexOf_WordsOfAnyScript_AreFound(string word)
    {
        var table = WordTableBuilder.FromWords(["a", word, "b"]);
        Assert.Equal(1, table.IndexOf(word));
    }

    [Fact]
    public void IndexOf_WordLongerThanTheStackBuffer_IsFound()
    {
        var word = new string('ö', 10_000);
        Assert.Equal(1, WordTableBuilder.FromWords(["a", word]).IndexOf(word));
    }

    [Fact]
    public void IndexOf_EmptyTable_FindsNothing() => Assert.Equal(-1, WordTableBuilder.FromWords([]).IndexOf("a"));

    /// <summary>The hash is part of the file format: another value would find no word in files that exist.</summary>
    [Theory]
    [InlineData("", 12934640078781657306)]
    [InlineData("the", 2273259747146761205)]
    [InlineData("international", 11980962269459636945)]
    public void WordHash_KnownWords_NeverChanges(string word, ulong expected) => Assert.Equal(expected, WordHash.Of(Encoding.UTF8.GetBytes(word)));

    [Fact]
    public void Checksum_AnySplit_IsTheSameAndEveryByteCounts()
    {
        var bytes = new byte[1_000];
        new Random(3).NextBytes(bytes);
        var whole = Checksum64.Of(bytes);
        for (var split = 0; split <= bytes.Length; split += 7)
        {
            var parts = new Checksum64();
            parts.Append(bytes.AsSpan(0, split));
            parts.Append(bytes.AsSpan(split));
            Assert.Equal(whole, parts.Value);
        }

        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            Assert.NotEqual(whole, Checksum64.Of(bytes));
            bytes[at] ^= 1;
        }
    }
}
