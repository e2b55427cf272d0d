using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

/// <summary>
/// What one call into libtorch costs beside the operator's own work: the same <c>add</c> of two tensors
/// of four elements, from C# through the boxed call and from C++ directly, in one run.
/// The last column is what TorchSharp over the same libtorch 1.13.1 cost on another machine of two cores.
/// </summary>
internal static partial class DispatchBenchmark
{
    private const int Calls = 200_000;
    private const int Rounds = 9;

    /// <summary>Microseconds a call of each kind: the median round, so that a neighbour's burst does not count.</summary>
    internal static void Run(TextWriter output)
    {
        set_num_threads(1);
        using IDisposable recording = no_grad();
        using Tensor a = zeros(4), b = ones(4);
        RunInNative(output, a, b);
        Report(output, "add_ in place, C#", "1.0", "0.5-0.9", Cost(() => a.add_(b)));
        Report(output, "add_ with a number, C#", "-", "3-4", Cost(() => a.add_(1)));
        Report(output, "add allocating and dispose, C#", "1.6", "0.7-1.4", Cost(() => a.add(b).Dispose()));
        Report(output, "add in a scope of 100, C#", "-", "-", CostInScope(a, b));
        Report(output, "shape, C#", "-", "0.9", Cost(() => _ = a.shape));
        Report(output, "view(2, 2) and dispose, C#", "-", "-", Cost(() => a.view(2, 2).Dispose()));
    }

    private static void Report(TextWriter output, string what, string target, string reference, double microseconds) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34}{microseconds,7:F2} us   at most {target,-5}TorchSharp {reference}"));

    private static double Cost(Action call) => Median(() =>
    {
        for (int i = 0; i < Calls; i++) call();
    });

    private static double CostInScope(Tensor a, Tensor b) => Median(() =>
    {
        for (int i = 0; i < Calls; i += 100)
        {
            using var scope = NewDisposeScope();
            for (int j = 0; j < 100; j++) a.add(b);
        }
    });

    // Only the system's libtorch, reached through our shim, has the C++ loop to compare with.
    static partial void RunInNative(TextWriter output, Tensor a, Tensor b);

    private static double Median(Action round)
    {
        for (int i = 0; i < 3; i++) round();
        double[] costs = [.. Enumerable.Range(0, Rounds).Select(_ => MicrosecondsACall(round)).Order()];
        return costs[Rounds / 2];
    }

    private static double MicrosecondsACall(Action round)
    {
        long start = Stopwatch.GetTimestamp();
        round();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }
}
