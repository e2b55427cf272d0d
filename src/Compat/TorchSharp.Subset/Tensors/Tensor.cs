using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A libtorch tensor. Owns one native reference: <see cref="Dispose()"/>, the surrounding
    /// <see cref="DisposeScope"/> or, as the last resort, the finalizer gives it back.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long live;
        private static long peak;

        internal IntPtr handle;

        /// <summary>Takes over one owned reference.</summary>
        internal Tensor(IntPtr handle)
        {
            this.handle = handle;
            if (handle == IntPtr.Zero) return;
            CountOne();
            OwningDisposeScope = DisposeScopeManager.Register(this);
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        ~Tensor() => Dispose(false);

        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        /// <summary>Whether the tensor was disposed, or its handle moved into a Parameter.</summary>
        public bool IsInvalid => handle == IntPtr.Zero;

        /// <summary>Native tensors that this process holds.</summary>
        public static long TotalCount => Interlocked.Read(ref live);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => Interlocked.Read(ref peak);

        /// <summary>A free-form name, not used by libtorch.</summary>
        public string? name { get; set; }

        public void Dispose()
        {
            if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
            else if (!IsInvalid) DisposeScopeManager.CountDisposedOutside(this);
            OwningDisposeScope = null;
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            IntPtr owned = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (owned == IntPtr.Zero) return;
            Interlocked.Decrement(ref live);
            NativeMethods.nt_release(owned);
        }

        /// <summary>Hands the native reference to the caller; this object is invalid afterwards.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            IntPtr owned = Interlocked.Exchange(ref handle, IntPtr.Zero);
            if (owned == IntPtr.Zero) return owned;
            Interlocked.Decrement(ref live);
            OwningDisposeScope?.Detach(this);
            GC.SuppressFinalize(this);
            return owned;
        }

        /// <summary>Moves the tensor to the scope around its own, so that it outlives its own; to none when there is none.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes the tensor out of every scope; whoever holds it must dispose it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>The older spelling of <see cref="DetachFromDisposeScope"/>.</summary>
        [Obsolete("This method has been renamed DetachFromDisposeScope", false)]
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is not null) OwningDisposeScope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        internal TensorDescription Describe()
        {
            NativeError.ThrowIfFailed(NativeMethods.nt_describe(Handle, out TensorDescription description), "describe");
            GC.KeepAlive(this);
            return description;
        }

        private static void CountOne()
        {
            long count = Interlocked.Increment(ref live);
            long highest = Interlocked.Read(ref peak);
            while (count > highest)
            {
                long seen = Interlocked.CompareExchange(ref peak, count, highest);
                if (seen == highest) return;
                highest = seen;
            }
        }
    }
}
