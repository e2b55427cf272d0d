using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes one tensor in PyTorch's format, as C++'s <c>torch::save</c> does.</summary>
    public static void save(Tensor t, string location)
    {
        NativeError.ThrowIfFailed(NativeMethods.nt_save_tensor(t.Handle, location), "save");
        GC.KeepAlive(t);
    }

    /// <summary>Reads a tensor that <see cref="save"/> wrote. Such a file can hold code: only for files that you trust.</summary>
    public static Tensor load(string location)
    {
        if (!File.Exists(location)) throw new FileNotFoundException($"load: there is no file '{location}'.", location);
        NativeError.ThrowIfFailed(NativeMethods.nt_load_tensor(location, out IntPtr loaded), "load");
        return new Tensor(loaded);
    }
}
