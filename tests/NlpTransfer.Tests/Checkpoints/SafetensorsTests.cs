using System.Buffers.Binary;
using System.Text;
using NlpTransfer.Checkpoints;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    private string File => Path.Combine(folder.Root, "x.safetensors");

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Read_OfEveryWrittenType_GivesTheSameBits()
    {
        ScalarType[] types = [ScalarType.Float32, ScalarType.Float64, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16, ScalarType.Int8, ScalarType.Byte, ScalarType.Bool];
        var tensors = types.ToDictionary(t => $"{t}", t => (randn(3, 2) * 5).to(t));
        SafetensorsWriter.Write(File, tensors);
        using var reader = SafetensorsReader.Open(File);
        foreach (var (name, written) in tensors)
        {
            var read = reader.Read(name);
            Assert.Equal((written.dtype, "3 2"), (read.dtype, string.Join(' ', read.shape)));
            Assert.Equal(written.bytes.ToArray(), read.bytes.ToArray());
        }
    }

    [Fact]
    public void Write_OfAViewAScalarAndAnEmptyTensor_KeepsShapeAndOrder()
    {
        SafetensorsWriter.Write(File, new Dictionary<string, Tensor> { ["view"] = arange(6).view(2, 3).t(), ["scalar"] = tensor(3L), ["empty"] = zeros(0, 4) }, new Dictionary<string, string> { ["by"] = "test" });
        using var reader = SafetensorsReader.Open(File);
        Assert.Equal([0L, 3, 1, 4, 2, 5], reader.Read("view").data<long>().ToArray());
        Assert.Equal(3, reader.Read("scalar").ToInt64());
        Assert.Equal([0, 4], reader.Read("empty").shape);
        Assert.Equal("test", reader.Metadata["by"]);
        Assert.Equal("pt", reader.Metadata["format"]);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytesAndLeavesNothingElse()
    {
        var values = new Dictionary<string, Tensor> { ["a"] = ones(2), ["b"] = zeros(3) };
        SafetensorsWriter.Write(File, values);
        var first = System.IO.File.ReadAllBytes(File);
        SafetensorsWriter.Write(File, values);
        Assert.Equal(first, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Read_OfAFileWrittenByHand_FollowsTheFormat()
    {
        Write("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", [0, 0, 128, 63, 0, 0, 0, 64]);
        using var reader = SafetensorsReader.Open(File);
        Assert.Equal([1f, 2f], reader.Read("w").data<float>().ToArray());
        Assert.Empty(reader.Metadata);
    }

    [Fact]
    public void Read_OfAnUnknownName_SuggestsOne()
    {
        SafetensorsWriter.Write(File, new Dictionary<string, Tensor> { ["head.weight"] = ones(1) });
        using var reader = SafetensorsReader.Open(File);
        Assert.Contains("Did you mean 'head.weight'?", Assert.Throws<KeyNotFoundException>(() => reader.Read("head.weigth")).Message);
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "it is cut off")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "longer than it should be")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "F32 of shape [3] needs 12 bytes, but data_offsets give it 8")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}}""", 8, "larger than any file")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "all numbers at least 0")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "data_offsets run from 8 to 0")]
    [InlineData("""{"w":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", 8, "dtype 'Q4' is not supported; supported are F64, F32")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "tensors overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "tensors leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "no valid JSON")]
    [InlineData("""[1]""", 0, "expected a JSON object as header, found Array")]
    [InlineData("""{"w":""", 0, "no valid JSON")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "expected __metadata__ to be an object of strings")]
    public void Open_OfABrokenFile_SaysWhatIsWrong(string header, int bytes, string message)
    {
        Write(header, new byte[bytes]);
        Assert.Contains(message, Assert.Throws<SafetensorsException>(() => SafetensorsReader.Open(File)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2 }, "expected at least 8 bytes, found 2")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 123 }, "the header says it has 18446744073709551615 bytes, but at most 1 are possible")]
    public void Open_OfAFileWithoutARealHeader_RefusesBeforeAllocating(byte[] content, string message)
    {
        System.IO.File.WriteAllBytes(File, content);
        Assert.Contains(message, Assert.Throws<SafetensorsException>(() => SafetensorsReader.Open(File)).Message);
    }

    private void Write(string header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        System.IO.File.WriteAllBytes(File, [.. length, .. Encoding.ASCII.GetBytes(header), .. data]);
    }
}
