using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;

namespace NlpTransfer.Checkpoints;

/// <summary>
/// Parses and checks the head of a file: 8 bytes length, then JSON, then the tensors without gaps. Everything is checked
/// against the file's length before anything is allocated for a tensor, so a hostile file costs no more than its own size.
/// </summary>
internal static class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private const int LengthBytes = 8;
    private const long MaxHeaderBytes = 100_000_000; // the reference implementation's limit

    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Read(Stream stream, string path)
    {
        var headerBytes = ReadLength(stream, path);
        var json = new byte[headerBytes];
        stream.ReadExactly(json);
        using var document = Parse(json, path);
        var dataStart = LengthBytes + headerBytes;
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>();
        foreach (var property in document.RootElement.EnumerateObject())
            if (property.Name == MetadataKey) metadata = ReadMetadata(property.Value, path);
            else entries.Add(ReadEntry(property, dataStart, path));
        CheckLayout(entries, dataStart, stream.Length, path);
        return (entries, metadata);
    }

    private static long ReadLength(Stream stream, string path)
    {
        if (stream.Length < LengthBytes) throw new SafetensorsException(path, $"expected at least {LengthBytes} bytes, found {stream.Length}; this is no safetensors file.");
        Span<byte> bytes = stackalloc byte[LengthBytes];
        stream.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var most = (ulong)Math.Min(MaxHeaderBytes, stream.Length - LengthBytes);
        if (length > most) throw new SafetensorsException(path, $"the header says it has {length} bytes, but at most {most} are possible; the file is cut off or no safetensors file.");
        return (long)length;
    }

    private static JsonDocument Parse(byte[] json, string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new SafetensorsException(path, $"the header is no valid JSON: {error.Message}");
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
        using (document) throw new SafetensorsException(path, $"expected a JSON object as header, found {document.RootElement.ValueKind}.");
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
            throw new SafetensorsException(path, $"expected {MetadataKey} to be an object of strings.");
        return element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
    }

    private static SafetensorsEntry ReadEntry(JsonProperty property, long dataStart, string path)
    {
        SafetensorsException Fault(string fault) => new(path, $"tensor '{property.Name}': {fault}");
        if (property.Value.ValueKind != JsonValueKind.Object
            || !property.Value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !TryReadNumbers(property.Value, "shape", out var shape) || !TryReadNumbers(property.Value, "data_offsets", out var offsets) || offsets.Length != 2)
            throw Fault("expected dtype, shape and two data_offsets, all numbers at least 0.");
        var type = SafetensorsTypes.TypeOf(dtype.GetString()!) ?? throw Fault($"dtype '{dtype.GetString()}' is not supported; supported are {string.Join(", ", SafetensorsTypes.Names)}.");
        if (offsets[0] > offsets[1] || offsets[1] > long.MaxValue - dataStart) throw Fault($"data_offsets run from {offsets[0]} to {offsets[1]}.");
        var expected = (Int128)SafetensorsTypes.SizeOf(type);
        foreach (var size in shape)
            if ((expected *= size) > long.MaxValue) throw Fault($"shape [{string.Join(", ", shape)}] is larger than any file.");
        if (expected != offsets[1] - offsets[0])
            throw Fault($"{dtype.GetString()} of shape [{string.Join(", ", shape)}] needs {expected} bytes, but data_offsets give it {offsets[1] - offsets[0]}.");
        return new(property.Name, type, shape, dataStart + offsets[0], offsets[1] - offsets[0]);
    }

    private static bool TryReadNumbers(JsonElement element, string name, out long[] numbers)
    {
        numbers = [];
        if (!element.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array) return false;
        var read = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0) return false;
            read.Add(number);
        }
        numbers = [.. read];
        return true;
    }

    // The format has no gaps and no overlaps; either would let a file hide data or show the same bytes twice.
    private static void CheckLayout(List<SafetensorsEntry> entries, long dataStart, long fileLength, string path)
    {
        var position = dataStart;
        foreach (var entry in entries.OrderBy(e => e.Offset).ThenBy(e => e.Bytes))
        {
            if (entry.Offset != position)
                throw new SafetensorsException(path, $"tensor '{entry.Name}' begins at byte {entry.Offset}, expected {position}: tensors {(entry.Offset < position ? "overlap" : "leave a gap")}.");
            position += entry.Bytes;
        }
        if (position != fileLength) throw new SafetensorsException(path, $"the tensors end at byte {position}, the file at {fileLength}; it is {(position > fileLength ? "cut off" : "longer than it should be")}.");
    }
}
