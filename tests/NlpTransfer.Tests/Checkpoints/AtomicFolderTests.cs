using NlpTransfer.Checkpoints;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Checkpoints;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Target => Path.Combine(folder.Root, "model");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_OverAReplaceableFolder_LeavesOnlyTheNewFiles()
    {
        AtomicFolder.Write(Target, _ => false, f => File.WriteAllText(Path.Combine(f, "old"), ""));
        AtomicFolder.Write(Target, _ => true, f => File.WriteAllText(Path.Combine(f, "new"), ""));
        Assert.Equal([Path.Combine(Target, "new")], Directory.GetFileSystemEntries(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFolderAndNothingElse()
    {
        AtomicFolder.Write(Target, _ => false, f => File.WriteAllText(Path.Combine(f, "old"), ""));
        Assert.Throws<InvalidOperationException>(() => AtomicFolder.Write(Target, _ => true, _ => throw new InvalidOperationException()));
        Assert.True(File.Exists(Path.Combine(Target, "old")));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Write_OverAFolderOfOtherFiles_IsRefused()
    {
        folder.Write("model/thesis.txt", "");
        var error = Assert.Throws<IOException>(() => AtomicFolder.Write(Target, _ => false, _ => { }));
        Assert.Contains("holds other files", error.Message);
        Assert.True(File.Exists(Path.Combine(Target, "thesis.txt")));
    }

    [Fact]
    public void Write_OverAFile_IsRefused()
    {
        folder.Write("model", "");
        Assert.Contains("Expected a folder to write, found a file", Assert.Throws<IOException>(() => AtomicFolder.Write(Target, _ => true, _ => { })).Message);
    }
}
