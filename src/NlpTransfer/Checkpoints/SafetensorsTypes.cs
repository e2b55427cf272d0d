using TorchSharp;

namespace NlpTransfer.Checkpoints;

/// <summary>The format's names of number types.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Name, torch.ScalarType Type, int Size)[] All =
    [
        ("F64", torch.ScalarType.Float64, 8), ("F32", torch.ScalarType.Float32, 4), ("F16", torch.ScalarType.Float16, 2), ("BF16", torch.ScalarType.BFloat16, 2),
        ("I64", torch.ScalarType.Int64, 8), ("I32", torch.ScalarType.Int32, 4), ("I16", torch.ScalarType.Int16, 2), ("I8", torch.ScalarType.Int8, 1),
        ("U8", torch.ScalarType.Byte, 1), ("BOOL", torch.ScalarType.Bool, 1),
    ];

    public static IEnumerable<string> Names => All.Select(t => t.Name);

    public static torch.ScalarType? TypeOf(string name) => All.Where(t => t.Name == name).Select(t => (torch.ScalarType?)t.Type).FirstOrDefault();

    public static string NameOf(torch.ScalarType type) => Array.Find(All, t => t.Type == type).Name
        ?? throw new NotSupportedException($"A safetensors file cannot hold {type}; it can hold {string.Join(", ", All.Select(t => t.Type))}. Convert the tensor first.");

    public static int SizeOf(torch.ScalarType type) => Array.Find(All, t => t.Type == type).Size;
}
