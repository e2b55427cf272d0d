using System.Buffers.Binary;
using System.Text;

namespace NlpTransfer.Cli.Tests.Verbs.Run;

/// <summary>Scalars of a TensorBoard event file, read by the format's description: records of length, checksum, Event message, checksum.</summary>
internal static class EventReader
{
    public static List<(string Tag, long Step, float Value)> Scalars(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var scalars = new List<(string, long, float)>();
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            var message = bytes.AsMemory(at + 12, length);
            Assert.Equal(Masked(message.Span), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            var fields = Fields(message);
            if (fields.TryGetValue(5, out var summary))
                scalars.Add(Scalar(Fields(Fields(summary)[1]), fields.TryGetValue(2, out var step) ? BinaryPrimitives.ReadInt64LittleEndian(step.Span) : 0));
            at += 16 + length;
        }

        return scalars;
    }

    private static (string, long, float) Scalar(Dictionary<int, ReadOnlyMemory<byte>> value, long step) =>
        (Encoding.UTF8.GetString(value[1].Span), step, BinaryPrimitives.ReadSingleLittleEndian(value[2].Span));

    private static Dictionary<int, ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new Dictionary<int, ReadOnlyMemory<byte>>();
        for (int at = 0; at < message.Length;)
        {
            long tag = Number(message.Span, ref at);
            int length = (tag & 7) switch { 0 => 0, 1 => 8, 5 => 4, _ => (int)Number(message.Span, ref at) };
            if ((tag & 7) == 0)
            {
                byte[] number = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, Number(message.Span, ref at));
                fields[(int)(tag >> 3)] = number;
            }
            else
            {
                fields[(int)(tag >> 3)] = message.Slice(at, length);
            }

            at += length;
        }

        return fields;
    }

    private static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = bytes[at++];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++) crc = (crc >> 1) ^ (0x82F63B78u & (0u - (crc & 1)));
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }
}
