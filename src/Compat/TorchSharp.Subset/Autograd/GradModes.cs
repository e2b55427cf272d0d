using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => NativeMethods.nt_is_grad_enabled() != 0;

    public static bool is_inference_mode_enabled() => NativeMethods.nt_is_inference_mode() != 0;

    /// <summary>Stops the recording of operations on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradGuard(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradGuard(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradGuard(mode);

    /// <summary>Like no_grad, and tensors made inside can never be recorded later: cheaper.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceGuard(mode);

    private sealed class GradGuard : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        internal GradGuard(bool enabled) => NativeMethods.nt_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.nt_set_grad_enabled(before ? 1 : 0);
    }

    private sealed class InferenceGuard : IDisposable
    {
        private IntPtr guard;

        internal InferenceGuard(bool mode) =>
            NativeError.ThrowIfFailed(NativeMethods.nt_enter_inference_mode(mode ? 1 : 0, out guard), "inference_mode");

        public void Dispose()
        {
            if (guard != IntPtr.Zero) NativeMethods.nt_leave_inference_mode(guard);
            guard = IntPtr.Zero;
        }
    }
}
