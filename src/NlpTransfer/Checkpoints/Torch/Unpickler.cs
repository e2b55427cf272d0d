using System.Numerics;

namespace NlpTransfer.Checkpoints;

/// <summary>
/// Reads Python's pickles as far as tensors need them: protocols 0 to 5 as <c>torch.save</c> uses them. Executes nothing: names are
/// compared with <see cref="TorchGlobals"/>, and everything else is refused by name. Format: CPython, <c>Lib/pickletools.py</c>.
/// </summary>
/// <param name="reader">Where the pickle begins.</param>
/// <param name="storage">What a persistent id stands for; null where there are none.</param>
internal sealed class Unpickler(PickleReader reader, Func<object?[], TorchStorage>? storage = null)
{
    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = new();
    private readonly Dictionary<long, object?> memo = [];

    /// <summary>The object; the reader stands behind it.</summary>
    /// <exception cref="TorchFileException">The pickle is damaged, or asks for something else than tensors.</exception>
    public object? Load()
    {
        for (var code = (char)reader.Byte(); code != '.'; code = (char)reader.Byte())
            if (!Constant(code) && !Remember(code) && !Gather(code) && !Refer(code)) throw reader.Fault($"the pickle has the instruction 0x{(int)code:x2}, which tensors do not need.");
        return Pop();
    }

    private bool Constant(char code)
    {
        object? value;
        switch (code)
        {
            case 'N': value = null; break;
            case '\x88': value = true; break;
            case '\x89': value = false; break;
            case 'J': value = (long)reader.Int32(); break;
            case 'K': value = (long)reader.Byte(); break;
            case 'M': value = (long)reader.UInt16(); break;
            case '\x8a': value = reader.Number(reader.Byte()); break;
            case '\x8b': value = reader.Number(reader.Int32()); break;
            case 'G': value = reader.Double(); break;
            case 'X' or 'T': value = reader.Text((uint)reader.Int32()); break;
            case '\x8c' or 'U': value = reader.Text(reader.Byte()); break;
            case '}': value = new PickleDictionary(); break;
            case ']': value = new List<object?>(); break;
            case ')': value = Array.Empty<object?>(); break;
            default: return false;
        }
        stack.Add(value);
        return true;
    }

    private bool Remember(char code)
    {
        switch (code)
        {
            case '\x80': reader.Byte(); break;
            case '\x95': reader.Int64(); break;
            case '(': marks.Push(stack.Count); break;
            case '0': Pop(); break;
            case 'q': memo[reader.Byte()] = Top(); break;
            case 'r': memo[(uint)reader.Int32()] = Top(); break;
            case '\x94': memo[memo.Count] = Top(); break;
            case 'h': stack.Add(Recall(reader.Byte())); break;
            case 'j': stack.Add(Recall((uint)reader.Int32())); break;
            default: return false;
        }
        return true;
    }

    private bool Gather(char code)
    {
        switch (code)
        {
            case 't': stack.Add(SinceMark()); break;
            case '\x85' or '\x86' or '\x87': stack.Add(Last(code - '\x84')); break;
            case 'l': stack.Add(SinceMark().ToList()); break;
            case 'd': var pairs = SinceMark(); stack.Add(new PickleDictionary()); SetAll(pairs); break;
            case 'a': Append(Last(1)); break;
            case 'e': Append(SinceMark()); break;
            case 's': SetAll(Last(2)); break;
            case 'u': SetAll(SinceMark()); break;
            default: return false;
        }
        return true;
    }

    private bool Refer(char code)
    {
        switch (code)
        {
            case 'c': stack.Add(Allowed(reader.Line(), reader.Line())); break;
            case '\x93': var names = Last(2); stack.Add(Allowed($"{names[0]}", $"{names[1]}")); break;
            case 'R': Reduce(); break;
            case 'b': Pop(); Top(); break; // attributes of a dictionary, as state_dict's _metadata: not needed
            case 'Q': stack.Add(Persistent()); break;
            default: return false;
        }
        return true;
    }

    private PickleGlobal Allowed(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return TorchGlobals.IsAllowed(global) ? global : throw reader.Fault($"the file asks for '{global}', which tensors do not need; it is refused and nothing was executed. Save only the state_dict, or get the weights as safetensors.");
    }

    private void Reduce()
    {
        var (callee, arguments) = (stack.Count > 1 ? stack[^2] : null, Pop());
        Pop();
        if (callee is not PickleGlobal global || arguments is not object?[] values) throw reader.Fault("expected a name and its arguments.");
        var made = TorchGlobals.Make(global, values) ?? throw reader.Fault($"'{global}' has arguments that do not suit it.");
        if (made is TorchTensor t && TorchTensor.Fault(t.Storage, t.Offset, t.Shape, t.Strides) is { } fault) throw reader.Fault(fault);
        stack.Add(made);
    }

    private TorchStorage Persistent() => storage is not null && Pop() is object?[] id ? storage(id) : throw reader.Fault("expected a tuple that names a storage.");

    private void Append(object?[] values)
    {
        if (Top() is not List<object?> list) throw reader.Fault("expected a list to append to.");
        list.AddRange(values);
    }

    private void SetAll(object?[] pairs)
    {
        if (Top() is not PickleDictionary dictionary || pairs.Length % 2 != 0) throw reader.Fault("expected a dictionary and pairs for it.");
        for (var i = 0; i < pairs.Length; i += 2) dictionary.Set(pairs[i], pairs[i + 1]);
    }

    private object? Recall(long index) => memo.TryGetValue(index, out var value) ? value : throw reader.Fault($"the pickle recalls number {index}, which it never kept.");

    private object?[] SinceMark() => marks.TryPop(out var mark) && mark <= stack.Count ? Last(stack.Count - mark) : throw reader.Fault("expected a mark.");

    private object?[] Last(int count)
    {
        if (count > stack.Count) throw reader.Fault($"expected {count} values, found {stack.Count}.");
        object?[] values = [.. stack.GetRange(stack.Count - count, count)];
        stack.RemoveRange(stack.Count - count, count);
        return values;
    }

    private object? Top() => stack.Count > 0 ? stack[^1] : throw reader.Fault("expected a value, found none.");

    private object? Pop() => Last(1)[0];
}
