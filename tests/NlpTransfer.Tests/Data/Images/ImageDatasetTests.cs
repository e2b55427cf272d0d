using System.Buffers.Binary;
using NlpTransfer.Data;

namespace NlpTransfer.Tests.Data.Images;

public sealed class ImageDatasetTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Copy(string fixture, string target) => folder.Write(target, File.ReadAllBytes(TestFiles.Fixture($"images/{fixture}")));

    [Fact]
    public void Load_FolderPerClass_TakesPicturesInOrderAndCountsOtherFiles()
    {
        Copy("quarters.png", "cat/b.png");
        Copy("quarters.jpg", "cat/deep/a.JPG");
        Copy("grey.png", "dog/c.png");
        folder.Write("dog/notes.txt", "no picture");
        folder.Write(".hidden/x.png", "no picture");
        var data = ImageDataset.Load(folder.Root);
        Assert.Equal(["cat", "dog"], data.LabelNames);
        Assert.Equal(["cat/b.png", "cat/deep/a.JPG", "dog/c.png"], data.Select(e => e.Source.File));
        Assert.Equal([0, 0, 1], data.LabelIndices);
        Assert.Equal("1 file is no picture by name and not read.", Assert.Single(data.Report.Remarks()));
    }

    [Fact]
    public void Load_DamagedFiles_AreFatalAndNamed()
    {
        Copy("quarters.png", "a/1.png");
        Copy("cut-off.jpg", "b/2.jpg");
        Copy("no-picture.jpg", "b/3.jpg");
        var fault = Assert.Throws<DatasetException>(() => ImageDataset.Load(folder.Root));
        Assert.Contains("2 pictures cannot be read", fault.Message);
        Assert.Contains("2.jpg", fault.Message);
        Assert.Contains("3.jpg", fault.Message);
    }

    [Fact]
    public void Load_DamagedFilesToDrop_AreLeftOutAndNamed()
    {
        Copy("quarters.png", "a/1.png");
        Copy("bomb.png", "b/2.png");
        Copy("quarters.gif", "b/3.gif");
        var data = ImageDataset.Load(folder.Root, new() { OnCorrupt = RowPolicy.Drop });
        Assert.Equal(["a/1.png", "b/3.gif"], data.Select(e => e.Source.File));
        Assert.EndsWith("2.png", Assert.Single(data.Report.Corrupt).File);
        Assert.Contains("60000 x 60000", Assert.Single(data.Report.Remarks()));
    }

    [Fact]
    public void Load_Table_TakesPathsBesideIt()
    {
        Copy("quarters.png", "pictures/1.png");
        Copy("grey.png", "pictures/2.png");
        var table = folder.Write("all.csv", "file,kind\npictures/1.png,x\npictures/2.png,y\n");
        var data = ImageDataset.Load(table, new() { PathColumn = "file", LabelColumn = "kind" });
        Assert.Equal(["x", "y"], data.Select(e => e.Label));
        Assert.Equal(2, data[1].Source.Row);
    }

    [Fact]
    public void Load_TableWithAMissingFile_NamesIt()
    {
        var table = folder.Write("all.csv", "path,label\nnowhere.png,x\n");
        Assert.Contains("nowhere.png", Assert.Throws<DatasetException>(() => ImageDataset.Load(table)).Message);
    }

    [Fact]
    public void Load_IdxPair_TakesPixelsAndLabels()
    {
        WriteIdx("train-images-idx3-ubyte", [2, 2, 3], [0, 50, 100, 150, 200, 250, 1, 2, 3, 4, 5, 6]);
        WriteIdx("train-labels-idx1-ubyte", [2], [1, 0]);
        var data = ImageDataset.Load(folder.Root, new() { LabelNames = ["shirt", "shoe"] });
        Assert.Equal(["shoe", "shirt"], data.Select(e => e.Label));
        var grey = Assert.IsType<GreyPixels>(data[0].Content);
        Assert.Equal((3, 2), (grey.Width, grey.Height));
        Assert.Equal([0, 50, 100, 150, 200, 250], grey.Values.ToArray().Select(v => (int)v));
    }

    [Fact]
    public void Load_IdxCutOff_SaysHowManyValuesAreMissing()
    {
        WriteIdx("train-images-idx3-ubyte", [2, 2, 3], [0, 50]);
        WriteIdx("train-labels-idx1-ubyte", [2], [1, 0]);
        Assert.Contains("12 values follow, found 2", Assert.Throws<DatasetException>(() => ImageDataset.Load(folder.Root)).Message);
    }

    [Fact]
    public void Load_FashionMnist_FromDebiansPackage()
    {
        const string Root = "/usr/share/datasets/fashion-mnist";
        Assert.SkipUnless(Directory.Exists(Root), "Debian's package dataset-fashion-mnist is not installed.");
        var data = ImageDataset.Load(Root, new() { Part = "test" });
        Assert.Equal(10_000, data.Count);
        Assert.All(data.LabelIndices.GroupBy(l => l), g => Assert.Equal(1000, g.Count()));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], data.LabelNames);
    }

    [Fact]
    public void Split_WithEqualPictures_KeepsThemOnOneSide()
    {
        for (var i = 0; i < 20; i++)
        {
            Copy("quarters.png", $"a/{i}.png");
            folder.Write($"b/{i}.bmp", [.. File.ReadAllBytes(TestFiles.Fixture("images/quarters.bmp"))[..^1], (byte)i]);
        }
        var split = ImageDataset.Load(folder.Root).Split(new() { Seed = 3, TestShare = 0.25, ValidationShare = 0.25 });
        Assert.Equal((1, 20), (split.Clusters, split.ClusteredExamples));
        ImageDataset[] parts = [split.Train, split.Validation, split.Test];
        Assert.Single(parts, p => p.Any(e => e.Label == "a"));
        Assert.Equal([10, 5, 5], parts.Select(p => p.Count(e => e.Label == "b")));
    }

    [Fact]
    public void ContentHash_OfOtherContentOrLabel_Differs()
    {
        var (one, two) = (Copy("quarters.png", "1.png"), Copy("grey.png", "2.png"));
        string Hash(params (string, string)[] rows) => ImageDataset.Create(rows.Select(r => new ImageExample(r.Item1, r.Item2))).ContentHash;
        Assert.Equal(Hash((one, "a"), (two, "b")), Hash((one, "a"), (two, "b")));
        Assert.NotEqual(Hash((one, "a"), (two, "b")), Hash((two, "a"), (one, "b")));
        Assert.NotEqual(Hash((one, "a")), Hash((one, "b")));
    }

    private void WriteIdx(string name, int[] sizes, byte[] values)
    {
        var head = new byte[4 + (4 * sizes.Length)];
        (head[2], head[3]) = (8, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + (4 * i)), sizes[i]);
        folder.Write(name, [.. head, .. values]);
    }
}
