using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The shim's functions, one line each. Those that return <c>int</c> and can throw return 0 or 1;
/// <see cref="NativeError.ThrowIfFailed"/> turns 1 into an exception.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "nlptransfer_torch";

    static NativeMethods() => NativeRuntime.Load();

    [LibraryImport(Library)] internal static partial IntPtr nt_last_error();
    [LibraryImport(Library)] internal static partial void nt_free(IntPtr memory);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int nt_find(string name, string overload, out IntPtr op);
    [LibraryImport(Library)] internal static partial int nt_call(IntPtr op, NativeValue* values, int count, NativeValue* results, int capacity, out int resultCount);
    [LibraryImport(Library)] internal static partial int nt_schema(IntPtr op, out IntPtr text);
    [LibraryImport(Library)] internal static partial int nt_replace_kernels(int fused);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int nt_describe(IntPtr tensor, out TensorDescription description);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int nt_sizes(IntPtr tensor, long* sizes);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int nt_strides(IntPtr tensor, long* strides);
    [LibraryImport(Library)] internal static partial void nt_release(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int nt_share(IntPtr tensor, out IntPtr shared);
    [LibraryImport(Library)] internal static partial int nt_storage_offset(IntPtr tensor, out long offset);
    [LibraryImport(Library)] internal static partial int nt_data_pointer(IntPtr tensor, out IntPtr pointer);
    [LibraryImport(Library)] internal static partial int nt_storage(IntPtr tensor, out IntPtr pointer, out long bytes);
    [LibraryImport(Library)] internal static partial int nt_from_memory(IntPtr memory, long* sizes, int dimensions, int dtype, delegate* unmanaged<IntPtr, void> release, IntPtr context, out IntPtr tensor);

    [LibraryImport(Library)] internal static partial int nt_backward(IntPtr* roots, int rootCount, IntPtr* gradients, int gradientCount, int retainGraph, int createGraph, IntPtr* inputs, int inputCount);
    [LibraryImport(Library)] internal static partial int nt_grad(IntPtr* outputs, int outputCount, IntPtr* inputs, int inputCount, IntPtr* gradients, int gradientCount, int retainGraph, int createGraph, int allowUnused, IntPtr* results);
    [LibraryImport(Library)] internal static partial int nt_get_gradient(IntPtr tensor, out IntPtr gradient);
    [LibraryImport(Library)] internal static partial int nt_set_gradient(IntPtr tensor, IntPtr gradient);
    [LibraryImport(Library)] internal static partial int nt_set_requires_grad(IntPtr tensor, int required);
    [LibraryImport(Library)] internal static partial int nt_set_data(IntPtr tensor, IntPtr data);
    [LibraryImport(Library)] internal static partial int nt_is_grad_enabled();
    [LibraryImport(Library)] internal static partial void nt_set_grad_enabled(int enabled);
    [LibraryImport(Library)] internal static partial int nt_is_inference_mode();
    [LibraryImport(Library)] internal static partial int nt_enter_inference_mode(int enabled, out IntPtr guard);
    [LibraryImport(Library)] internal static partial void nt_leave_inference_mode(IntPtr guard);
    [LibraryImport(Library)] internal static partial int nt_set_anomaly_mode(int enabled, int checkNan);
    [LibraryImport(Library)] internal static partial int nt_is_anomaly_mode();
    [LibraryImport(Library)] internal static partial int nt_anomaly_checks_nan();

    [LibraryImport(Library)] internal static partial int nt_generator_new(ulong seed, int deviceType, int deviceIndex, out IntPtr generator);
    [LibraryImport(Library)] internal static partial int nt_generator_default(int deviceType, int deviceIndex, out IntPtr generator);
    [LibraryImport(Library)] internal static partial void nt_generator_release(IntPtr generator);
    [LibraryImport(Library)] internal static partial int nt_generator_set_seed(IntPtr generator, ulong seed);
    [LibraryImport(Library)] internal static partial int nt_generator_reseed(IntPtr generator, out ulong seed);
    [LibraryImport(Library)] internal static partial int nt_generator_get_seed(IntPtr generator, out ulong seed);
    [LibraryImport(Library)] internal static partial int nt_generator_get_state(IntPtr generator, out IntPtr state);
    [LibraryImport(Library)] internal static partial int nt_generator_set_state(IntPtr generator, IntPtr state);
    [LibraryImport(Library)] internal static partial int nt_manual_seed(ulong seed);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int nt_save_tensor(IntPtr tensor, string path);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int nt_load_tensor(string path, out IntPtr tensor);

    [LibraryImport(Library)] internal static partial int nt_adam_step([In, Out] AdamPart[] parts, long count, in AdamNumbers numbers);

    [LibraryImport(Library)] internal static partial int nt_cuda_device_count(out long count);
    [LibraryImport(Library)] internal static partial int nt_cuda_has_cudnn();
    [LibraryImport(Library)] internal static partial int nt_cuda_synchronize(long index);
    [LibraryImport(Library)] internal static partial int nt_get_num_threads();
    [LibraryImport(Library)] internal static partial int nt_set_num_threads(int threads);
    [LibraryImport(Library)] internal static partial int nt_get_num_interop_threads();
    [LibraryImport(Library)] internal static partial int nt_set_num_interop_threads(int threads);
    [LibraryImport(Library)] internal static partial IntPtr nt_torch_version();
    [LibraryImport(Library)] internal static partial IntPtr nt_configuration();

    [LibraryImport(Library)] internal static partial int nt_default_dtype();
    [LibraryImport(Library)] internal static partial int nt_set_default_dtype(int dtype);
    [LibraryImport(Library)] internal static partial int nt_bench_add(IntPtr self, IntPtr other, long count, int inPlace);
}

/// <summary>Mirrors <c>Description</c> in tensor.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorDescription
{
    public int DType;
    public int DeviceType;
    public int DeviceIndex;
    public int Dimensions;
    public long Elements;
    public TensorFlags Flags;
    public int ElementSize;
}

[Flags]
internal enum TensorFlags
{
    RequiresGrad = 1,
    Leaf = 2,
    Contiguous = 4,
    Sparse = 8,
    HasStorage = 16,
    Inference = 32,
}

/// <summary>Mirrors <c>Adam</c> in adam.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AdamNumbers
{
    public double LearningRate;
    public double Beta1;
    public double Beta2;
    public double Epsilon;
    public double WeightDecay;
    public int Decoupled;
    public int Maximize;
}

/// <summary>Mirrors <c>Part</c> in adam.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AdamPart
{
    public IntPtr Parameter;
    public IntPtr Mean;
    public IntPtr Square;
    public long Step;
    public long Done;
}
