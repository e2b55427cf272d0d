using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Readers;

public sealed class FolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_FolderPerClass_ReadsFilesInOrdinalOrder()
    {
        folder.Write("pos/b.txt", "good");
        folder.Write("pos/B.txt", "GOOD");
        folder.Write("neg/deep/a.txt", "bad");
        folder.Write("pos/.hidden", "no");
        folder.Write("README", "no");

        var data = TextDataset.Load(folder.Root);

        Assert.Equal([("neg/deep/a.txt", "neg", "bad"), ("pos/B.txt", "pos", "GOOD"), ("pos/b.txt", "pos", "good")],
            data.Select(e => (e.Source.File, e.Label!, e.Text)));
        Assert.Equal(3, data.Report.Files);
    }

    [Fact]
    public void Load_EmailsInFolders_AreParsed()
    {
        folder.Write("ham/1.eml", "Received: x\nSubject: Hi\n\nBody");
        folder.Write("spam/2", "Subject: Buy\n\nNow");

        Assert.Equal(["Hi\n\nBody", "Subject: Buy\n\nNow"], TextDataset.Load(folder.Root).Select(e => e.Text));
        Assert.Equal(["Hi\n\nBody", "Buy\n\nNow"], TextDataset.Load(folder.Root, new() { Format = DataFormat.EmailFolder }).Select(e => e.Text));
        Assert.Equal("Hi\n\nBody", TextDataset.Load(Path.Combine(folder.Root, "ham/1.eml"), new() { LabelColumn = null })[0].Text);
    }

    [Fact]
    public void Load_BrokenBytesInAFile_NamesTheWholePath()
    {
        var path = folder.Write("x/a.txt", [0xFF, 0x41]);

        Assert.StartsWith(path + ", row 1", Assert.Throws<DatasetException>(() => TextDataset.Load(folder.Root)).Message);
    }

    [Fact]
    public void Load_FolderWithoutClasses_SaysHowToLayItOut() =>
        Assert.Contains("label/file.txt", Assert.Throws<DatasetException>(() => TextDataset.Load(folder.Root)).Message);

    [Fact]
    public void Load_TarArchive_ReadsLikeItsFolder()
    {
        folder.Write("in/pos/a.txt", "good");
        folder.Write("in/neg/b.txt", "bad");

        var fromArchive = TextDataset.Load(folder.Write("a.tar.gz", Tar(("./pos/a.txt", "good"), ("neg/b.txt", "bad"))));

        Assert.Equal(TextDataset.Load(Path.Combine(folder.Root, "in")).ContentHash, fromArchive.ContentHash);
    }

    [Fact]
    public void Load_CutOffArchive_SaysSo()
    {
        var archive = Tar(("pos/a.txt", new string('x', 5000)));
        var path = folder.Write("a.tar.gz", archive[..(archive.Length / 2)]);

        Assert.Contains("Fetch", Assert.Throws<DatasetException>(() => TextDataset.Load(path)).Message);
    }

    private static byte[] Tar(params (string Name, string Text)[] files)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
            foreach (var (name, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        return memory.ToArray();
    }
}
