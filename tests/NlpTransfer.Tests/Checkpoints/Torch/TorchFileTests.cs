using NlpTransfer.Checkpoints;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Checkpoints.Torch;

/// <summary>PyTorch's files: the reference's own, and broken and hostile ones.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("pytorch_model.bin", WeightFormat.TorchZip)]
    [InlineData("legacy.bin", WeightFormat.TorchLegacy)]
    public void Read_OfTheReferencesFiles_GivesTheTensorsOfItsSafetensors(string name, WeightFormat format)
    {
        using var file = WeightFile.Open(TestFiles.Fixture($"bert/bert-tiny-random/{name}"));
        using var expected = WeightFile.Open(TestFiles.Fixture("bert/bert-tiny-random/model.safetensors"));
        Assert.Equal(format, file.Format);
        Assert.Equal(expected.Entries.Select(e => e.Name).Order(StringComparer.Ordinal), file.Entries.Select(e => e.Name).Where(n => !n.EndsWith("position_ids", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (var entry in expected.Entries)
        {
            var (ours, theirs) = (file.Read(entry.Name), expected.Read(entry.Name));
            Assert.Equal(theirs.shape, ours.shape);
            Assert.Equal(theirs.bytes.ToArray(), ours.bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("valid.bin")]
    [InlineData("valid-legacy.bin")]
    [InlineData("valid-wrapped.bin")]
    public void Read_OfTwoViewsOfOneStorage_FollowsTheirStrides(string name)
    {
        using var file = TorchFile.Open(Invalid(name));
        Assert.Equal(["w", "t"], file.Entries.Select(e => e.Name));
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.Read("w").data<float>().ToArray());
        Assert.Equal([1f, 4, 2, 5, 3, 6], file.Read("t").data<float>().ToArray());
        Assert.Equal([3L, 2], file.Read("t").shape);
    }

    [Theory]
    [InlineData("runs-a-command.bin", "'posix.system', which tensors do not need; it is refused and nothing was executed")]
    [InlineData("runs-a-command-legacy.bin", "'builtins.eval', which tensors do not need; it is refused")]
    [InlineData("runs-a-command-by-stack.bin", "'os.system', which tensors do not need; it is refused")]
    [InlineData("names-a-class.bin", "'my.project.Net', which tensors do not need; it is refused")]
    [InlineData("unknown-instruction.bin", "the instruction 0x69")]
    [InlineData("text-longer-than-file.bin", "4294967280 bytes are announced")]
    [InlineData("recalls-nothing.bin", "recalls number 7")]
    [InlineData("no-mark.bin", "expected a mark")]
    [InlineData("storage-larger-than-entry.bin", "'m/data/0' has 24 bytes; 1099511627776 numbers of Float32 need more")]
    [InlineData("storage-larger-than-anything.bin", "numbers of Float32 need more")]
    [InlineData("view-beyond-storage.bin", "reaches to number 6 of its storage '0', which has 6")]
    [InlineData("view-of-repeated-numbers.bin", "has more numbers than its storage")]
    [InlineData("view-with-negative-size.bin", "shape [-1, 2], strides [1, 1], offset 0 is impossible")]
    [InlineData("storage-twice.bin", "storage '0' comes with 5 and with 6 numbers")]
    [InlineData("no-storage.bin", "lacks the entry 'm/data/0'")]
    [InlineData("compressed.bin", "'m/data.pkl' is compressed or encrypted")]
    [InlineData("big-endian.bin", "byteorder must be little, was big")]
    [InlineData("no-pickle.bin", "an archive with one data.pkl, found 0")]
    [InlineData("no-dictionary.bin", "expected a dictionary of tensors")]
    [InlineData("no-tensors.bin", "expected tensors, or a state_dict under one of state_dict, model_state_dict, model, module, weights; found epoch")]
    [InlineData("holds-itself.bin", "found model")]
    [InlineData("cut-off.bin", "the archive has no end; the file is cut off")]
    [InlineData("entry-beyond-file.bin", "'m/data/0' has 1048576 bytes")]
    [InlineData("cut-off-legacy.bin", "reaches beyond the file; it is cut off")]
    [InlineData("other-count-legacy.bin", "storage '0' has 7 numbers, expected 6")]
    [InlineData("no-storage-legacy.bin", "lacks the storage '0'")]
    [InlineData("other-pickle.bin", "expected PyTorch's magic number")]
    public void Open_OfABrokenOrHostileFile_SaysWhatIsWrong(string name, string message)
    {
        var path = Invalid(name);
        var error = Assert.Throws<TorchFileException>(() => TorchFile.Open(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message);
        Assert.False(File.Exists("/tmp/it-ran"));
    }

    [Fact]
    public void Open_OfEveryBrokenFile_IsTested()
    {
        var tested = typeof(TorchFileTests).GetMethods().SelectMany(m => m.GetCustomAttributes(typeof(InlineDataAttribute), false)).Select(a => (string)((InlineDataAttribute)a).Data[0]!);
        var files = Directory.GetFiles(Invalid(""), "*.bin").Select(Path.GetFileName);
        Assert.Empty(files.Except(tested));
    }

    [Fact]
    public void Open_OfADamagedByteAnywhere_NeverFailsInAnotherWay()
    {
        using var folder = new TempFolder();
        foreach (var name in new[] { "valid.bin", "valid-legacy.bin" })
        {
            var content = File.ReadAllBytes(Invalid(name));
            for (var at = 0; at < content.Length; at++)
            {
                var damaged = content.ToArray();
                damaged[at] ^= (byte)(1 << (at % 8));
                AssertReadsOrRefuses(folder.Write("x.bin", damaged));
                AssertReadsOrRefuses(folder.Write("x.bin", content[..at]));
            }
        }
    }

    private static void AssertReadsOrRefuses(string path)
    {
        try
        {
            using var file = TorchFile.Open(path);
            foreach (var entry in file.Entries) file.Read(entry.Name).Dispose();
        }
        catch (TorchFileException error)
        {
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }
    }

    private static string Invalid(string name) => TestFiles.Fixture($"invalid/torch/{name}");
}
