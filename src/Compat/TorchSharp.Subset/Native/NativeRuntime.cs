using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Native;

/// <summary>
/// Prepares the process and loads the libraries, in the one order that works: settings first, because
/// OpenMP, the allocator and libtorch read them when they are loaded; then the OpenMP flavour of
/// OpenBLAS by path, so that libtorch finds one thread pool and not two; then the shim, which brings libtorch.
/// </summary>
internal static partial class NativeRuntime
{
    private const string OpenBlas = "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblas.so.0";
    private static readonly Lock Gate = new();
    private static bool loaded;

    internal static void Load()
    {
        lock (Gate)
        {
            if (loaded) return;
            Tune();
            NativeLibrary.SetDllImportResolver(typeof(NativeRuntime).Assembly, Resolve);
            loaded = true;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == NativeMethods.Library ? LoadShim() : IntPtr.Zero;

    private static IntPtr LoadShim()
    {
        // The global scope (RTLD_GLOBAL) is what makes libtorch's own reference to libblas resolve to this one.
        if (File.Exists(OpenBlas)) _ = Libc.dlopen(OpenBlas, Libc.RtldNow | Libc.RtldGlobal);
        foreach (string candidate in Candidates())
            if (File.Exists(candidate)) return Installed(NativeLibrary.Load(candidate));
        throw new DllNotFoundException(
            $"The native shim lib{NativeMethods.Library}.so was not found in: {string.Join(", ", Candidates())}. " +
            "Build it with ./nlp-transfer doctor, or name it in the environment variable NLPTRANSFER_SHIM.");
    }

    private static IntPtr Installed(IntPtr handle)
    {
        string? stock = Environment.GetEnvironmentVariable("NLPTRANSFER_STOCK_KERNELS");
        if (stock == "1") return handle;
        unsafe
        {
            var replace = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(handle, nameof(NativeMethods.nt_replace_kernels));
            if (replace(stock == "fused" ? 0 : 1) != 0) throw new ExternalException("The shim could not replace libtorch's kernels.");
        }
        return handle;
    }

    private static IEnumerable<string> Candidates()
    {
        string file = $"lib{NativeMethods.Library}.so";
        if (Environment.GetEnvironmentVariable("NLPTRANSFER_SHIM") is { Length: > 0 } named) yield return named;
        yield return Path.Combine(AppContext.BaseDirectory, file);
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", file);
        yield return Path.Combine(Path.GetDirectoryName(typeof(NativeRuntime).Assembly.Location) ?? ".", file);
    }

    /// <summary>Settings that libtorch 1.13 needs to be fast; what the user has set stays.</summary>
    private static void Tune()
    {
        if (Environment.GetEnvironmentVariable("NLPTRANSFER_STOCK_RUNTIME") == "1") return;
        // Spinning OpenMP threads fight whatever else runs: a factor of 2 on a quiet machine, 4 to 5 on a loaded one.
        SetIfUnset("OMP_WAIT_POLICY", "PASSIVE");
        // libtorch counts physical cores by itself, and on some virtual machines finds one where there are two.
        SetIfUnset("OMP_NUM_THREADS", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        if (Avx512F.IsSupported)
        {
            SetIfUnset("ATEN_CPU_CAPABILITY", "avx512");
            SetIfUnset("OPENBLAS_CORETYPE", "SKYLAKEX");
        }
        else if (Avx2.IsSupported && Fma.IsSupported)
        {
            SetIfUnset("ATEN_CPU_CAPABILITY", "avx2");
            SetIfUnset("OPENBLAS_CORETYPE", "HASWELL");
        }
        KeepFreedMemory();
    }

    // Every step frees and asks again for the same large blocks; giving them back to the kernel in
    // between cost 15 to 60 % of a step in page faults.
    private static void KeepFreedMemory()
    {
        if (Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(k => k.StartsWith("MALLOC_", StringComparison.Ordinal))) return;
        _ = Libc.mallopt(Libc.MmapThreshold, 1 << 30);
        _ = Libc.mallopt(Libc.TrimThreshold, int.MaxValue);
        _ = Libc.mallopt(Libc.TopPad, 64 << 20);
    }

    // .NET's SetEnvironmentVariable keeps its own copy that native code never sees.
    private static void SetIfUnset(string name, string value)
    {
        _ = Libc.setenv(name, value, 0);
        if (Environment.GetEnvironmentVariable(name) is null) Environment.SetEnvironmentVariable(name, value);
    }

    private static partial class Libc
    {
        internal const int RtldNow = 2;
        internal const int RtldGlobal = 0x100;
        internal const int TrimThreshold = -1;
        internal const int TopPad = -2;
        internal const int MmapThreshold = -3;

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] internal static partial int setenv(string name, string value, int overwrite);
        [LibraryImport("libc")] internal static partial int mallopt(int parameter, int value);
        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] internal static partial IntPtr dlopen(string file, int flags);
    }
}
