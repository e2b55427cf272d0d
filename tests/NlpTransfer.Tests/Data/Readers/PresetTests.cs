using System.Text;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Readers;

public sealed class PresetTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_SmsSpam_DividesAtTheFirstTab()
    {
        var data = Load(folder.Write("SMSSpamCollection", "ham\tGo \"now\"\tplease\r\nspam\tFree\u0085entry\n"), "sms-spam");

        Assert.Equal([("ham", "Go \"now\"\tplease"), ("spam", "Free\u0085entry")], data.Select(e => (e.Label!, e.Text)));
    }

    [Fact]
    public void Load_Trec_TakesTheCoarseLabelAndLatin1()
    {
        folder.Write("train_5500.label", Encoding.Latin1.GetBytes("DESC:manner How ?\nHUM:ind Who is Andr\u00E9 ?\n"));
        folder.Write("TREC_10.label", "NUM:dist How far ?\n");

        Assert.Equal([("DESC", "How ?"), ("HUM", "Who is Andr\u00E9 ?")], Load(folder.Root, "trec").Select(e => (e.Label!, e.Text)));
        Assert.Equal("NUM", Load(folder.Root, "trec", "test")[0].Label);
        Assert.Contains("'train' and 'test'", Assert.Throws<DatasetException>(() => Load(folder.Root, "trec", "dev")).Message);
    }

    [Fact]
    public void Load_Polarity_ReadsBothFilesInWindows1252()
    {
        folder.Write("rt-polarity.pos", [.. "good\x20"u8, 0x85, .. " \nfine \n"u8]);
        folder.Write("rt-polarity.neg", "bad\n");

        var data = Load(folder.Root, "rt-polarity");

        Assert.Equal([("neg", "bad"), ("pos", "good \u2026"), ("pos", "fine")], data.Select(e => (e.Label!, e.Text)));
        Assert.Equal([1, 1, 2], data.Select(e => e.Source.Row));
    }

    [Fact]
    public void Load_Newsgroups_StripsHeaders()
    {
        folder.Write("20_newsgroup/sci.space/1", "From: x\nSubject: y\n\nThe\n\ntext");

        Assert.Equal(("sci.space", "The\n\ntext"), (Load(folder.Root, "20newsgroups")[0].Label!, Load(folder.Root, "20newsgroups")[0].Text));
    }

    [Fact]
    public void Load_Imdb_ReadsOnePartAndNoUnlabelledReviews()
    {
        foreach (var name in (string[])["train/pos/0_9.txt", "train/neg/0_1.txt", "train/unsup/0_0.txt", "test/pos/0_8.txt", "train/urls_pos.txt"])
            folder.Write("aclImdb/" + name, "review");

        Assert.Equal(["neg", "pos"], Load(folder.Root, "imdb").Select(e => e.Label));
        Assert.Equal("aclImdb/test/pos/0_8.txt", Load(folder.Root, "imdb", "test").Single().Source.File);
    }

    [Fact]
    public void Load_SpamAssassin_LabelsByFolderAndSkipsWhatIsNoMail()
    {
        foreach (var name in (string[])["easy-ham-1/1.txt", "hard_ham/2.abc", "spam-2/3.txt", "spam-2/3.json", "spam/cmds"])
            folder.Write(name, $"Subject: {name}\n\nx");

        Assert.Equal([("easy-ham-1/1.txt", "ham"), ("hard_ham/2.abc", "ham"), ("spam-2/3.txt", "spam")],
            Load(folder.Root, "spam-assassin").Select(e => (e.Source.File, e.Label!)));
    }

    [Fact]
    public void Load_FileOfAnotherKind_SaysSo() =>
        Assert.Contains("expected a label, a tab and a text", Assert.Throws<DatasetException>(() => Load(folder.Write("x", "no tab here"), "sms-spam")).Message);

    [Theory]
    [InlineData("sms-spam/SMSSpamCollection", "sms-spam", null, 5574, 4827)]
    [InlineData("trec", "trec", null, 5452, 86)]
    [InlineData("trec", "trec", "test", 500, 9)]
    [InlineData("rt-polarity", "rt-polarity", null, 10662, 5331)]
    [InlineData("20newsgroups/mini_newsgroups.tar.gz", "20newsgroups", null, 2000, 100)]
    public void Load_RealData_HasItsPublishedCounts(string name, string preset, string? part, int rows, int firstLabel)
    {
        var data = Load(TestFiles.SharedData(name), preset, part);

        Assert.Equal((rows, firstLabel), (data.Count, data.Report.LabelCounts.First().Value));
        Assert.Equal(0, data.Report.BrokenEncodings);
    }

    private static TextDataset Load(string path, string preset, string? part = null) => TextDataset.Load(path, new() { Preset = preset, Part = part });
}
