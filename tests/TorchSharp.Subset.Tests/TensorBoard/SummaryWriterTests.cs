using System.Buffers.Binary;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorBoard;

public sealed class SummaryWriterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tensorboard").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    // The record format, written anew from its description: length, crc(length), data, crc(data).
    private static List<byte[]> Records(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        var records = new List<byte[]>();
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            byte[] data = bytes[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            records.Add(data);
            at += 16 + length;
        }
        return records;
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = Crc32C(data);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }

    private static uint Crc32C(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++) crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1)));
        }
        return ~crc;
    }

    // Field number to raw content, for messages whose fields do not repeat.
    private static Dictionary<int, byte[]> Fields(byte[] message)
    {
        var fields = new Dictionary<int, byte[]>();
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Varint(message, ref at);
            int wire = (int)(tag & 7), field = (int)(tag >> 3);
            int length = wire switch { 1 => 8, 5 => 4, 2 => (int)Varint(message, ref at), _ => 0 };
            if (wire == 0) fields[field] = BitConverter.GetBytes(Varint(message, ref at));
            else fields[field] = message[at..(at += length)];
        }
        return fields;
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
    }

    private Dictionary<int, byte[]> LastValue(string? below = null)
    {
        string file = Directory.GetFiles(below is null ? folder : Path.Combine(folder, below)).Single();
        return Fields(Fields(Fields(Records(file)[^1])[5])[1]);
    }

    [Fact]
    public void Crc_OfTheStandardText_IsTheStandardValue() => Assert.Equal(0xE3069283u, Crc32C("123456789"u8));

    [Fact]
    public void File_StartsWithItsVersion()
    {
        utils.tensorboard.SummaryWriter(folder);
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString(Fields(Records(Directory.GetFiles(folder).Single())[0])[3]));
    }

    [Fact]
    public void AddScalar_WritesTagValueStepAndTime()
    {
        utils.tensorboard.SummaryWriter(folder).add_scalar("loss/train", 0.25f, 300, walltime: 1_700_000_000);
        Dictionary<int, byte[]> record = Fields(Records(Directory.GetFiles(folder).Single())[^1]);
        Assert.Equal(1_700_000_000.0, BitConverter.ToDouble(record[1]));
        Assert.Equal(300L, BitConverter.ToInt64(record[2]));
        Assert.Equal("loss/train", Encoding.UTF8.GetString(LastValue()[1]));
        Assert.Equal(0.25f, BitConverter.ToSingle(LastValue()[2]));
    }

    [Fact]
    public void AddScalars_GivesEachSeriesAFolder()
    {
        utils.tensorboard.SummaryWriter(folder).add_scalars("loss", new Dictionary<string, float> { ["a"] = 1, ["b"] = 2 }, 1);
        Assert.Equal(2f, BitConverter.ToSingle(LastValue("loss_b")[2]));
    }

    [Fact]
    public void AddText_IsAStringTensorForTheTextPlugin()
    {
        utils.tensorboard.SummaryWriter(folder).add_text("note", "fine ✓", 1);
        Assert.Equal("note/text_summary", Encoding.UTF8.GetString(LastValue()[1]));
        Assert.Equal("fine ✓", Encoding.UTF8.GetString(Fields(LastValue()[8])[8]));
        Assert.Equal("text", Encoding.UTF8.GetString(Fields(Fields(LastValue()[9])[1])[1]));
    }

    [Fact]
    public void AddHistogram_CountsEveryValueOnce()
    {
        utils.tensorboard.SummaryWriter(folder).add_histogram("w", tensor(new float[] { -2, 0, 0.5f, 0.5f, 7 }), 1);
        Dictionary<int, byte[]> histogram = Fields(LastValue()[5]);
        double[] limits = [.. histogram[6].Chunk(8).Select(b => BitConverter.ToDouble(b))];
        double[] counts = [.. histogram[7].Chunk(8).Select(b => BitConverter.ToDouble(b))];
        Assert.Equal(5, counts.Sum());
        Assert.Equal(limits.Length, counts.Length);
        Assert.Equal(-2.0, BitConverter.ToDouble(histogram[1]));
        Assert.Equal(7.0, BitConverter.ToDouble(histogram[2]));
        Assert.Equal(2, counts[Array.FindIndex(limits, l => l >= 0.5)]);
    }

    [Fact]
    public void Save_ThenLoad_GivesTheSameTensor()
    {
        string path = Path.Combine(folder, "t.pt");
        using Tensor t = randn(3, 4);
        save(t, path);
        using Tensor loaded = load(path);
        Assert.Equal(t.data<float>().ToArray(), loaded.data<float>().ToArray());
        Assert.Throws<FileNotFoundException>(() => load(path + ".none"));
    }
}
