using System.Buffers.Binary;
using System.Globalization;

namespace TorchSharp.TensorBoard;

/// <summary>
/// A TensorBoard event file: records of length, its checksum, data and its checksum (TFRecord), each
/// holding an <c>Event</c> message.
/// </summary>
internal sealed class EventFile
{
    private static readonly uint[] Table = MakeTable();
    private readonly string path;
    private readonly Lock gate = new();

    internal EventFile(string folder, string? suffix)
    {
        Directory.CreateDirectory(folder);
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string name = $"events.out.tfevents.{now.ToString(CultureInfo.InvariantCulture)}.{Environment.MachineName}.{Environment.ProcessId}.{Guid.NewGuid():N}{suffix}";
        path = Path.Combine(folder, name);
        Write(new ProtoWriter().Double(1, Now()).Text(3, "brain.Event:2"));
    }

    /// <summary>Appends a summary at a step. <paramref name="walltime"/> is in seconds since 1970; now unless given.</summary>
    internal void Add(ProtoWriter summary, long step, long? walltime) =>
        Write(new ProtoWriter().Double(1, walltime ?? Now()).Integer(2, step).Message(5, summary));

    private static double Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    // Opened for each record, so that a killed process leaves whole records behind.
    private void Write(ProtoWriter message)
    {
        ReadOnlySpan<byte> data = message.Bytes;
        var record = new byte[16 + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Masked(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), Masked(data));
        lock (gate)
        {
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(record);
        }
    }

    // CRC-32C, rotated and offset as TFRecord wants it.
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte b in data) crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value >> 1) ^ ((value & 1) != 0 ? 0x82F63B78u : 0);
            table[i] = value;
        }
        return table;
    }
}
