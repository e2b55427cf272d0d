using TorchSharp;

namespace NlpTransfer.Checkpoints;

/// <summary>The names that tensors need, and what each of them makes of its arguments. Whatever is not here is refused.</summary>
internal static class TorchGlobals
{
    private static readonly Dictionary<string, torch.ScalarType> Storages = new()
    {
        ["FloatStorage"] = torch.ScalarType.Float32, ["DoubleStorage"] = torch.ScalarType.Float64, ["HalfStorage"] = torch.ScalarType.Float16,
        ["BFloat16Storage"] = torch.ScalarType.BFloat16, ["LongStorage"] = torch.ScalarType.Int64, ["IntStorage"] = torch.ScalarType.Int32,
        ["ShortStorage"] = torch.ScalarType.Int16, ["CharStorage"] = torch.ScalarType.Int8, ["ByteStorage"] = torch.ScalarType.Byte, ["BoolStorage"] = torch.ScalarType.Bool,
    };

    private static readonly Dictionary<string, Func<object?[], object?>> Makers = new()
    {
        ["collections.OrderedDict"] = Dictionary,
        ["torch._utils._rebuild_tensor"] = View,
        ["torch._utils._rebuild_tensor_v2"] = View,
        ["torch._utils._rebuild_parameter"] = a => a is [TorchTensor tensor, ..] ? tensor : null,
        ["torch._utils._rebuild_parameter_with_state"] = a => a is [TorchTensor tensor, ..] ? tensor : null,
        ["torch.Size"] = a => a is [object?[] sizes] ? sizes : null,
        ["torch.device"] = a => a is [string, ..] ? string.Join(':', a) : null,
    };

    private static readonly HashSet<string> Types =
        ["torch.float32", "torch.float64", "torch.float16", "torch.bfloat16", "torch.int64", "torch.int32", "torch.int16", "torch.int8", "torch.uint8", "torch.bool"];

    public static torch.ScalarType? StorageType(object? value) =>
        value is PickleGlobal { Module: "torch" or "torch.cuda" } global && Storages.TryGetValue(global.Name, out var type) ? type : null;

    public static bool IsAllowed(PickleGlobal global) => StorageType(global) is not null || Makers.ContainsKey($"{global}") || Types.Contains($"{global}");

    /// <summary>What a name makes of its arguments; null where they do not suit it.</summary>
    public static object? Make(PickleGlobal global, object?[] arguments) => Makers.TryGetValue($"{global}", out var maker) ? maker(arguments) : null;

    private static PickleDictionary? Dictionary(object?[] arguments)
    {
        var made = new PickleDictionary();
        if (arguments.Length == 0) return made;
        if (arguments is not [List<object?> pairs]) return null;
        foreach (var pair in pairs)
        {
            var (key, value, fits) = pair switch { object?[] { Length: 2 } t => (t[0], t[1], true), List<object?> { Count: 2 } l => (l[0], l[1], true), _ => (null, null, false) };
            if (!fits) return null;
            made.Set(key, value);
        }
        return made;
    }

    // storage, offset, size, strides; what follows are flags for training.
    private static TorchTensor? View(object?[] arguments) =>
        arguments is [TorchStorage storage, long offset, object?[] size, object?[] strides, ..] && size.Concat(strides).All(n => n is long)
            ? new(storage, offset, [.. size.Cast<long>()], [.. strides.Cast<long>()])
            : null;
}
