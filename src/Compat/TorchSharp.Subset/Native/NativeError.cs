using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns the shim's return codes into the exceptions that TorchSharp's users know.</summary>
internal static class NativeError
{
    internal static void ThrowIfFailed(int code, string operation)
    {
        if (code != 0) throw new ExternalException($"{operation}: {LastMessage()}");
    }

    internal static string LastMessage() => Marshal.PtrToStringUTF8(NativeMethods.nt_last_error()) ?? "unknown native error";
}
