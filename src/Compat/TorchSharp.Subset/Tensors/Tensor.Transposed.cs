using TorchSharp.Native;

namespace TorchSharp;

// Transposes and parts of complex numbers, as properties.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>All dimensions in reverse order.</summary>
        public Tensor T => TransposedOps.NumpyT.Call(this);

        /// <summary>The conjugate transpose of a matrix.</summary>
        public Tensor H => TransposedOps.MatrixH.Call(this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => TransposedOps.MT.Call(this);

        /// <summary>The last two dimensions exchanged, conjugated.</summary>
        public Tensor mH => TransposedOps.MH.Call(this);

        public Tensor real => TransposedOps.Real.Call(this);

        public Tensor imag => TransposedOps.Imag.Call(this);

        private static class TransposedOps
        {
            internal static readonly Op NumpyT = new("numpy_T");
            internal static readonly Op MatrixH = new("matrix_H");
            internal static readonly Op MT = new("mT");
            internal static readonly Op MH = new("mH");
            internal static readonly Op Real = new("real");
            internal static readonly Op Imag = new("imag");
        }
    }
}
