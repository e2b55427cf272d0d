using TorchSharp.Native;

namespace TorchSharp;

// Products of vectors and matrices.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => MatrixOps.Matmul.Call(this, target);

        public Tensor mm(Tensor target) => MatrixOps.Mm.Call(this, target);

        public Tensor bmm(Tensor batch2) => MatrixOps.Bmm.Call(this, batch2);

        public Tensor mv(Tensor target) => MatrixOps.Mv.Call(this, target);

        public Tensor dot(Tensor target) => MatrixOps.Dot.Call(this, target);

        public Tensor vdot(Tensor target) => MatrixOps.Vdot.Call(this, target);

        public Tensor inner(Tensor vec2) => MatrixOps.Inner.Call(this, vec2);

        public Tensor outer(Tensor vec2) => MatrixOps.Outer.Call(this, vec2);

        public Tensor ger(Tensor vec2) => MatrixOps.Ger.Call(this, vec2);

        public Tensor kron(Tensor other) => MatrixOps.Kron.Call(this, other);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => MatrixOps.Addmm.Call(this, mat1, mat2, beta, alpha);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => MatrixOps.AddmmInPlace.InPlace(this, mat1, mat2, beta, alpha);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f) => MatrixOps.Addmv.Call(this, mat, vec, beta, alpha);
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1f, float alpha = 1f) => MatrixOps.AddmvInPlace.InPlace(this, mat, vec, beta, alpha);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => MatrixOps.Addbmm.Call(this, batch1, batch2, beta, alpha);
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => MatrixOps.AddbmmInPlace.InPlace(this, batch1, batch2, beta, alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => MatrixOps.Baddbmm.Call(this, batch1, batch2, beta, alpha);

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1f, float alpha = 1f) => MatrixOps.Addr.Call(this, vec1, vec2, beta, alpha);
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1f, float alpha = 1f) => MatrixOps.AddrInPlace.InPlace(this, vec1, vec2, beta, alpha);

        public Tensor tensordot(Tensor b, long dims = 2)
        {
            if (dims < 0 || dims > ndim || dims > b.ndim) throw new ArgumentException($"tensordot: dims must be between 0 and the rank of both tensors, {ndim} and {b.ndim}; it was {dims}.", nameof(dims));
            return tensordot(b, [.. Enumerable.Range((int)(ndim - dims), (int)dims).Select(d => (long)d)], [.. Enumerable.Range(0, (int)dims).Select(d => (long)d)]);
        }

        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => MatrixOps.Tensordot.Call(this, b, dims1, dims2);
        public Tensor tensordot(Tensor b, (long, long)[] dims) => tensordot(b, [.. dims.Select(d => d.Item1)], [.. dims.Select(d => d.Item2)]);

        public Tensor matrix_power(int n) => MatrixOps.MatrixPower.Call(this, n);

        public Tensor matrix_exp() => MatrixOps.MatrixExp.Call(this);

        public Tensor det() => MatrixOps.Det.Call(this);

        public Tensor logdet() => MatrixOps.Logdet.Call(this);

        public Tensor inverse() => MatrixOps.Inverse.Call(this);

        public Tensor pinverse(double rcond = 1E-15, bool hermitian = false) => MatrixOps.LinalgPinv.Call(this, rcond, hermitian);

        public Tensor trace() => MatrixOps.Trace.Call(this);

        public Tensor cholesky(bool upper = false) => MatrixOps.LinalgCholesky.Call(this, upper);

        public Tensor cholesky_inverse(bool upper = false) => MatrixOps.CholeskyInverse.Call(this, upper);

        public Tensor cholesky_solve(Tensor input2, bool upper = false) => MatrixOps.CholeskySolve.Call(this, input2, upper);

        private static class MatrixOps
        {
            internal static readonly Op Matmul = new("matmul");
            internal static readonly Op Mm = new("mm");
            internal static readonly Op Bmm = new("bmm");
            internal static readonly Op Mv = new("mv");
            internal static readonly Op Dot = new("dot");
            internal static readonly Op Vdot = new("vdot");
            internal static readonly Op Inner = new("inner");
            internal static readonly Op Outer = new("outer");
            internal static readonly Op Ger = new("ger");
            internal static readonly Op Kron = new("kron");
            internal static readonly Op Addmm = new("addmm");
            internal static readonly Op AddmmInPlace = new("addmm_");
            internal static readonly Op Addmv = new("addmv");
            internal static readonly Op AddmvInPlace = new("addmv_");
            internal static readonly Op Addbmm = new("addbmm");
            internal static readonly Op AddbmmInPlace = new("addbmm_");
            internal static readonly Op Baddbmm = new("baddbmm");
            internal static readonly Op Addr = new("addr");
            internal static readonly Op AddrInPlace = new("addr_");
            internal static readonly Op Tensordot = new("tensordot");
            internal static readonly Op MatrixPower = new("matrix_power");
            internal static readonly Op MatrixExp = new("matrix_exp");
            internal static readonly Op Det = new("det");
            internal static readonly Op Logdet = new("logdet");
            internal static readonly Op Inverse = new("inverse");
            internal static readonly Op LinalgPinv = new("linalg_pinv");
            internal static readonly Op Trace = new("trace");
            internal static readonly Op LinalgCholesky = new("linalg_cholesky");
            internal static readonly Op CholeskyInverse = new("cholesky_inverse");
            internal static readonly Op CholeskySolve = new("cholesky_solve");
        }
    }
}
