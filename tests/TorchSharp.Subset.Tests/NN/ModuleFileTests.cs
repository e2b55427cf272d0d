using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class ModuleFileTests
{
    private sealed class Net : Module<Tensor, Tensor>
    {
        public readonly Conv1d conv = Conv1d(2, 3, 2);
        public readonly BatchNorm1d bn = BatchNorm1d(3);
        public readonly Linear fc = Linear(3, 2);

        public Net() : base("Net") => RegisterComponents();

        public override Tensor forward(Tensor input) => fc.call(bn.call(conv.call(input)).mean([2L]));
    }

    [Fact]
    public void StateDict_OfConvNormLinear_HasAllParametersThenAllBuffers()
    {
        using var net = new Net();
        Assert.Equal(
            ["conv.weight", "conv.bias", "bn.weight", "bn.bias", "fc.weight", "fc.bias", "bn.running_mean", "bn.running_var", "bn.num_batches_tracked"],
            net.state_dict().Keys);
    }

    [Fact]
    public void Save_OfALinear_WritesTheKnownBytes()
    {
        using Linear layer = Linear(2, 1);
        init.constant_(layer.weight, 1);
        init.constant_(layer.bias!, 2);
        byte[] expected =
        [
            2,
            6, .. "weight"u8, 6, 2, 1, 2, 0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F,
            4, .. "bias"u8, 6, 1, 1, 0, 0, 0, 0x40,
        ];
        Assert.Equal(expected, Saved(layer));
    }

    [Fact]
    public void Save_OfSizesAbove127_WritesThemAsLeb128()
    {
        using Linear layer = Linear(300, 1, false);
        Assert.Equal([1, 6, .. "weight"u8, 6, 2, 1, 0xAC, 0x02], Saved(layer)[..13]);
    }

    [Fact]
    public void SaveAndLoad_GiveTheSameModule()
    {
        using var first = new Net();
        using var second = new Net();
        first.call(randn(4, 2, 5)).Dispose();
        using var stream = new MemoryStream(Saved(first));
        Assert.Same(second, second.load(stream));
        Dictionary<string, Tensor> loaded = second.state_dict();
        Assert.All(first.state_dict(), entry => Assert.Equal(entry.Value.bytes.ToArray(), loaded[entry.Key].bytes.ToArray()));
        Assert.Equal(1, second.bn.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void SaveAndLoad_ThroughAFile_CreatesANewModule()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.dat");
        try
        {
            using var net = new Net();
            Assert.Same(net, net.save(path));
            using Module read = Module.Create<Net>(path);
            Assert.Equal(net.fc.weight.bytes.ToArray(), ((Net)read).fc.weight.bytes.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Save_ToAStream_ClosesIt()
    {
        using Linear layer = Linear(1, 1);
        var stream = new MemoryStream();
        layer.save(stream);
        Assert.False(stream.CanWrite);
    }

    [Fact]
    public void Load_WithSkip_LeavesTheTensorAndSaysSo()
    {
        using Linear saved = Linear(2, 1);
        using Linear target = Linear(2, 1);
        byte[] before = target.weight.bytes.ToArray();
        var loaded = new Dictionary<string, bool>();
        target.load(new MemoryStream(Saved(saved)), skip: ["weight"], loadedParameters: loaded);
        Assert.Equal(before, target.weight.bytes.ToArray());
        Assert.Equal(saved.bias!.bytes.ToArray(), target.bias!.bytes.ToArray());
        Assert.Equal(new Dictionary<string, bool> { ["weight"] = false, ["bias"] = true }, loaded);
    }

    [Fact]
    public void Load_OfOtherNames_ListsThem_UnlessNotStrict()
    {
        using Linear saved = Linear(2, 1);
        using var other = new Net();
        var error = Assert.Throws<ArgumentException>(() => other.load(new MemoryStream(Saved(saved))));
        Assert.Contains("9 missing (conv.weight, ", error.Message);
        Assert.Contains("2 unexpected (weight, bias)", error.Message);
        Assert.Same(other, other.load(new MemoryStream(Saved(saved)), strict: false));
    }

    [Fact]
    public void Load_OfAnotherShape_NamesBoth()
    {
        using Linear saved = Linear(2, 1);
        using Linear other = Linear(3, 1);
        var error = Assert.Throws<ArgumentException>(() => other.load(new MemoryStream(Saved(saved))));
        Assert.Contains("weight: expected Float32[1, 3], found Float32[1, 2]", error.Message);
    }

    [Fact]
    public void Load_OfAFileThatClaimsMoreThanItHas_IsRefusedBeforeAnythingIsAllocated()
    {
        byte[] broken = [1, 1, (byte)'x', 6, 2, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0x7F];
        using Linear layer = Linear(1, 1);
        Assert.Throws<InvalidDataException>(() => layer.load(new MemoryStream(broken), strict: false));
    }

    [Fact]
    public void Load_OfAMissingFile_NamesIt()
    {
        using Linear layer = Linear(1, 1);
        Assert.Contains("no-such.dat", Assert.Throws<FileNotFoundException>(() => layer.load("no-such.dat")).Message);
    }

    [Fact]
    public void LoadStateDict_OfAnotherShape_IsRefusedEvenWhenNotStrict()
    {
        using Linear layer = Linear(2, 3);
        var error = Assert.Throws<InvalidOperationException>(() => layer.load_state_dict(new() { ["weight"] = ones(1, 2) }, strict: false));
        Assert.Contains("weight: expected [3, 2], found [1, 2]", error.Message);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Float16)]
    public void Tensor_SaveAndLoad_KeepsDtypeShapeAndBytes(ScalarType dtype)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor saved = arange(12).to(dtype).view(3, 4).t();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        saved.Save(writer);
        stream.Position = 0;
        Tensor read = TensorExtensionMethods.Load(new BinaryReader(stream));
        Assert.Equal((dtype, 4L, 3L), (read.dtype, read.shape[0], read.shape[1]));
        Assert.True(read.equal(saved).all().ToBoolean());
    }

    private static byte[] Saved(Module module)
    {
        var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }
}
