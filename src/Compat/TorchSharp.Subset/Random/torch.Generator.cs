using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generators of every device.</summary>
    /// <returns>The CPU's default generator.</returns>
    public static Generator manual_seed(long seed)
    {
        NativeError.ThrowIfFailed(NativeMethods.nt_manual_seed(unchecked((ulong)seed)), "manual_seed");
        return Generator.Default;
    }

    /// <summary>A source of random numbers with a state that can be saved and restored.</summary>
    public class Generator : IDisposable
    {
        private IntPtr handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            NativeError.ThrowIfFailed(NativeMethods.nt_generator_new(seed, (int)this.device.type, this.device.index, out handle), "Generator");
        }

        private Generator(IntPtr handle, Device device) => (this.handle, this.device) = (handle, device);

        ~Generator() => Dispose(false);

        /// <summary>The CPU's default generator.</summary>
        public static Generator Default
        {
            get
            {
                NativeError.ThrowIfFailed(NativeMethods.nt_generator_default((int)DeviceType.CPU, -1, out IntPtr found), "Generator.Default");
                return new Generator(found, CPU);
            }
        }

        public Device device { get; }

        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_generator_set_seed(Handle, unchecked((ulong)seed)), "manual_seed");
            return this;
        }

        /// <summary>Draws a new seed from the operating system, sets it and returns it.</summary>
        public long seed()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_generator_reseed(Handle, out ulong drawn), "seed");
            return unchecked((long)drawn);
        }

        public long initial_seed()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_generator_get_seed(Handle, out ulong current), "initial_seed");
            return unchecked((long)current);
        }

        /// <summary>The state as a Byte tensor.</summary>
        public Tensor get_state()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_generator_get_state(Handle, out IntPtr state), "get_state");
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_generator_set_state(Handle, value.Handle), "set_state");
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            IntPtr owned = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (owned != IntPtr.Zero) NativeMethods.nt_generator_release(owned);
        }
    }
}
