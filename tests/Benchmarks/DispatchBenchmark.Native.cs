using TorchSharp.Native;
using static TorchSharp.torch;

/// <summary>The yardstick: the same calls, made from C++.</summary>
internal static partial class DispatchBenchmark
{
    static partial void RunInNative(TextWriter output, Tensor a, Tensor b)
    {
        Report(output, "add_ in place, C++", "-", "-", CostInNative(a, b, inPlace: true));
        Report(output, "add allocating, C++", "-", "-", CostInNative(a, b, inPlace: false));
    }

    private static double CostInNative(Tensor a, Tensor b, bool inPlace) => Median(() =>
        NativeError.ThrowIfFailed(NativeMethods.nt_bench_add(a.Handle, b.Handle, Calls, inPlace ? 1 : 0), "nt_bench_add"));
}
