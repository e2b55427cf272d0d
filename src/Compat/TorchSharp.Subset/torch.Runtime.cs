using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of the libtorch that is loaded.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.nt_torch_version())!;

    public static int get_num_threads() => NativeMethods.nt_get_num_threads();

    public static void set_num_threads(int num) => NativeError.ThrowIfFailed(NativeMethods.nt_set_num_threads(num), "set_num_threads");

    public static int get_num_interop_threads() => NativeMethods.nt_get_num_interop_threads();

    public static void set_num_interop_threads(int num) => NativeError.ThrowIfFailed(NativeMethods.nt_set_num_interop_threads(num), "set_num_interop_threads");

    /// <summary>Questions about NVIDIA devices.</summary>
    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static bool is_cudnn_available() => NativeMethods.nt_cuda_has_cudnn() != 0;

        public static int device_count()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_cuda_device_count(out long count), "cuda.device_count");
            return (int)count;
        }

        /// <summary>Waits until a device has done all that was asked of it.</summary>
        public static void synchronize(Device? device = null) =>
            NativeError.ThrowIfFailed(NativeMethods.nt_cuda_synchronize(device?.index ?? -1), "cuda.synchronize");

        public static void manual_seed(long seed) => torch.manual_seed(seed);

        public static void manual_seed_all(long seed) => torch.manual_seed(seed);
    }
}
