using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NlpTransfer.Embeddings;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Checkpoints;

/// <summary>Writes safetensors files: under a temporary name, flushed, then renamed. Equal tensors give equal bytes.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8, Piece = 1 << 18; // as much as stays in the cache from hashing to writing

    /// <param name="tensors">Names and values, of any device; written in this order, large types first, so that all are aligned.</param>
    /// <param name="metadata">Goes to <c>__metadata__</c>; Hugging Face's readers want <c>format</c> = <c>pt</c> there, which is added.</param>
    /// <exception cref="ArgumentException">A name comes twice or is reserved.</exception>
    /// <exception cref="NotSupportedException">The format has no such type.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>The same into a folder that <see cref="AtomicFolder"/> flushes and renames as a whole.</summary>
    /// <param name="hash">Goes over the file's bytes while they are at hand; null where none is wanted.</param>
    internal static void WriteInto(string folder, string name, IEnumerable<KeyValuePair<string, Tensor>> tensors, IncrementalHash? hash = null)
    {
        using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        Write(file, tensors, metadata: null, hash);
    }

    private static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata, IncrementalHash? hash = null)
    {
        var ordered = tensors.OrderByDescending(t => SafetensorsTypes.SizeOf(t.Value.dtype)).ToArray();
        var twice = ordered.GroupBy(t => t.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 || g.Key == SafetensorsHeader.MetadataKey);
        if (twice is not null) throw new ArgumentException($"Tensors must have names of their own, none of them {SafetensorsHeader.MetadataKey}; '{twice.Key}' comes {twice.Count()} times.", nameof(tensors));
        var header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        Put(stream, length, hash);
        Put(stream, header, hash);
        foreach (var (_, tensor) in ordered) WriteData(stream, tensor, hash);
    }

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            json.WriteString("format", "pt");
            foreach (var (key, value) in metadata ?? new Dictionary<string, string>()) json.WriteString(key, value);
            json.WriteEndObject();
            var offset = 0L;
            foreach (var (name, tensor) in tensors) offset = WriteEntry(json, name, tensor, offset);
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, long offset)
    {
        var end = offset + (tensor.numel() * SafetensorsTypes.SizeOf(tensor.dtype));
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsTypes.NameOf(tensor.dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static void WriteData(Stream stream, Tensor tensor, IncrementalHash? hash)
    {
        if (tensor.numel() == 0) return;
        using var scope = NewDisposeScope();
        Put(stream, tensor.detach().cpu().contiguous().bytes, hash);
    }

    private static void Put(Stream stream, ReadOnlySpan<byte> bytes, IncrementalHash? hash)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(Piece, bytes.Length)..])
        {
            var piece = bytes[..Math.Min(Piece, bytes.Length)];
            hash?.AppendData(piece);
            stream.Write(piece);
        }
    }
}
