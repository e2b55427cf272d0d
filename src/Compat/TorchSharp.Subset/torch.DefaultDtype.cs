using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The dtype of factories that are given none.</summary>
    /// <value>Float32 until <see cref="set_default_dtype"/> is called.</value>
    public static ScalarType get_default_dtype() => (ScalarType)NativeMethods.nt_default_dtype();

    /// <exception cref="System.Runtime.InteropServices.ExternalException">The dtype is not a floating one.</exception>
    public static void set_default_dtype(ScalarType dtype) => NativeError.ThrowIfFailed(NativeMethods.nt_set_default_dtype((int)dtype), "set_default_dtype");

    public static void set_default_tensor_type(Tensor t) => set_default_dtype(t.dtype);
}
