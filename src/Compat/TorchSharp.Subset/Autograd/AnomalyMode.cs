using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Whether autograd looks for the operation that made a non-number; disposing restores what was before.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool enabledBefore = IsEnabled;
    private readonly bool checkedBefore = ShouldCheckNaN;

    public AnomalyMode(bool enabled, bool check_nan = true) => Set(enabled, check_nan);

    public static bool IsEnabled => NativeMethods.nt_is_anomaly_mode() != 0;

    public static bool ShouldCheckNaN => NativeMethods.nt_anomaly_checks_nan() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Set(enabledBefore, checkedBefore);
    }

    private static void Set(bool enabled, bool checkNan) =>
        NativeError.ThrowIfFailed(NativeMethods.nt_set_anomaly_mode(enabled ? 1 : 0, checkNan ? 1 : 0), "set_detect_anomaly");
}
