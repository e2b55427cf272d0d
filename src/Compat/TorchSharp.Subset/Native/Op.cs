using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// An operator of ATen's dispatcher, looked up by its schema's name ("add.Tensor") at its first call.
/// Arguments follow the schema's order; trailing ones that have a default may be left out.
/// </summary>
internal sealed unsafe class Op
{
    private readonly string name;
    private IntPtr handle;

    internal Op(string name) => this.name = name.Contains("::", StringComparison.Ordinal) ? name : "aten::" + name;

    /// <summary>Whether this libtorch has the operator.</summary>
    internal bool Exists => Find() != IntPtr.Zero;

    /// <summary>Calls an operator with one tensor as its result.</summary>
    internal Tensor Call(params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new Tensor(result.Pointer);
    }

    /// <summary>Calls an operator and drops its result, which for an in-place one is the first argument.</summary>
    internal void Do(params ReadOnlySpan<Value> arguments) => Invoke(arguments, null, 0);

    /// <summary>Calls an in-place operator; hands its first argument back, as TorchSharp does.</summary>
    internal Tensor InPlace(params ReadOnlySpan<Value> arguments)
    {
        Invoke(arguments, null, 0);
        return (Tensor)arguments[0].Reference!;
    }

    internal (Tensor, Tensor) Call2(params ReadOnlySpan<Value> arguments)
    {
        NativeValue* results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer));
    }

    internal (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Value> arguments)
    {
        NativeValue* results = stackalloc NativeValue[3];
        Invoke(arguments, results, 3);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer), new Tensor(results[2].Pointer));
    }

    internal (Tensor, Tensor, Tensor, Tensor) Call4(params ReadOnlySpan<Value> arguments)
    {
        NativeValue* results = stackalloc NativeValue[4];
        Invoke(arguments, results, 4);
        return (new Tensor(results[0].Pointer), new Tensor(results[1].Pointer), new Tensor(results[2].Pointer), new Tensor(results[3].Pointer));
    }

    internal Tensor[] CallList(params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        var tensors = new Tensor[result.Count];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(((IntPtr*)result.Pointer)[i]);
        NativeMethods.nt_free(result.Pointer);
        return tensors;
    }

    internal bool CallBool(params ReadOnlySpan<Value> arguments) => CallLong(arguments) != 0;

    internal long CallLong(params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result.Integer;
    }

    internal double CallDouble(params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result.Double;
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Value> arguments, NativeValue* results, int capacity)
    {
        IntPtr op = Find();
        if (op == IntPtr.Zero) throw new NotSupportedException($"{name}: this libtorch ({__version__}) has no such operator.");
        NativeValue* values = stackalloc NativeValue[arguments.Length];
        int words = ArgumentPacker.ScratchWords(arguments);
        const int OnStack = 64;
        long* local = stackalloc long[OnStack];
        long* scratch = words <= OnStack ? local : (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
        try
        {
            ArgumentPacker.Pack(name, arguments, values, scratch);
            if (NativeMethods.nt_call(op, values, arguments.Length, results, capacity, out _) != 0)
                throw new ExternalException($"{name}{ArgumentPacker.Describe(arguments)}: {NativeError.LastMessage()}");
        }
        finally
        {
            if (scratch != local) NativeMemory.Free(scratch);
            foreach (ref readonly Value argument in arguments) GC.KeepAlive(argument.Reference);
        }
    }

    private IntPtr Find() => handle != IntPtr.Zero ? handle : Resolve();

    private IntPtr Resolve()
    {
        string[] parts = name.Split('.', 2);
        NativeError.ThrowIfFailed(NativeMethods.nt_find(parts[0], parts.Length > 1 ? parts[1] : "", out IntPtr found), name);
        return handle = found;
    }
}
