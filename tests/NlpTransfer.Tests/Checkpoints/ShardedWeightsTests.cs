using NlpTransfer.Checkpoints;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Checkpoints;

public sealed class ShardedWeightsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void OpenFolder_OfTheReferencesShards_FindsEveryTensorInItsFile()
    {
        using var file = WeightFile.OpenFolder(TestFiles.Fixture("encoders/bert-sharded-bf16"));
        Assert.Equal(WeightFormat.Sharded, file.Format);
        Assert.Equal("3", file.Metadata["shards"]);
        var read = file.ReadAll();
        Assert.All(read.Values, t => Assert.Equal(ScalarType.BFloat16, t.dtype));
        Assert.Equal([211L, 48], read["bert.embeddings.word_embeddings.weight"].shape);
        Assert.Equal(file.Entries.Sum(e => e.Bytes), read.Values.Sum(t => t.numel() * 2));
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"../x.safetensors"}}""", "must name files beside the index, was '../x.safetensors'")]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", "must name files beside the index, was '/etc/passwd'")]
    [InlineData("""{"weight_map":{"a":""}}""", "must name files beside the index, was ''")]
    [InlineData("""{"weight_map":{"b":"x.safetensors"}}""", "says that x.safetensors has the tensor 'b', but it has not")]
    [InlineData("""{"weight_map":{"a":"m.index.json"}}""", "m.index.json is an index")]
    [InlineData("""{"weight_map":{"a":1}}""", "an object from tensors to files")]
    [InlineData("""{"weight_map":[]}""", "an object from tensors to files")]
    [InlineData("""{"weight""", "an object from tensors to files")]
    public void Open_OfABrokenIndex_SaysWhatIsWrong(string json, string message)
    {
        SafetensorsWriter.Write(Path.Combine(folder.Root, "x.safetensors"), new Dictionary<string, Tensor> { ["a"] = ones(1) });
        var index = folder.Write("m.index.json", json);
        Assert.Contains(message, Assert.Throws<SafetensorsException>(() => WeightFile.Open(index)).Message);
    }

    [Fact]
    public void Open_WithoutAShard_NamesIt()
    {
        var index = folder.Write("m.index.json", """{"weight_map":{"a":"gone.safetensors"}}""");
        Assert.Contains("names the file gone.safetensors, which is not beside it", Assert.Throws<FileNotFoundException>(() => WeightFile.Open(index)).Message);
    }

    [Fact]
    public void OpenFolder_WithoutWeights_SaysWhichFilesItLookedFor() =>
        Assert.Contains("model.safetensors or model.safetensors.index.json or pytorch_model.bin", Assert.Throws<FileNotFoundException>(() => WeightFile.OpenFolder(folder.Root)).Message);
}
