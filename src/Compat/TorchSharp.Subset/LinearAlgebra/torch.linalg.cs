using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Norms, decompositions and solvers.</summary>
    public static partial class linalg
    {
        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgNorm.Call(input, Value.None, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgNorm.Call(input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgNorm.Call(input, (double)ord, dims, keepdim);
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgNormOrdStr.Call(input, ord, dims, keepdim);

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgVectorNorm.Call(input, ord, dims, keepdim);

        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgMatrixNorm.Call(input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) => LinearAlgebraOps.LinalgMatrixNormStrOrd.Call(input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor cond(Tensor input) => LinearAlgebraOps.LinalgCond.Call(input);
        public static Tensor cond(Tensor input, double p) => LinearAlgebraOps.LinalgCond.Call(input, p);
        public static Tensor cond(Tensor input, int p) => LinearAlgebraOps.LinalgCond.Call(input, (double)p);
        public static Tensor cond(Tensor input, string p) => LinearAlgebraOps.LinalgCondPStr.Call(input, p);

        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => LinearAlgebraOps.LinalgMatrixRankAtolRtolFloat.Call(input, atol, rtol, hermitian);
        public static Tensor matrix_rank(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => LinearAlgebraOps.LinalgMatrixRankAtolRtolTensor.Call(input, atol, rtol, hermitian);

        public static Tensor det(Tensor input) => LinearAlgebraOps.LinalgDet.Call(input);

        public static (Tensor, Tensor) slogdet(Tensor input) => LinearAlgebraOps.LinalgSlogdet.Call2(input);

        public static Tensor inv(Tensor input) => LinearAlgebraOps.LinalgInv.Call(input);

        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) => LinearAlgebraOps.LinalgInvEx.Call2(input, check_errors);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => LinearAlgebraOps.LinalgSolve.Call(A, B, left);

        public static (Tensor result, Tensor info) solve_ex(Tensor A, Tensor B, bool left = true, bool check_errors = false) => LinearAlgebraOps.LinalgSolveEx.Call2(A, B, left, check_errors);

        /// <summary>Solves <c>A X = B</c> for a triangular A; only the triangle that <paramref name="upper"/> names is read.</summary>
        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null)
        {
            if (@out is null) return LinearAlgebraOps.LinalgSolveTriangular.Call(A, B, upper, left, unitriangular);
            LinearAlgebraOps.LinalgSolveTriangularOut.Do(A, B, upper, left, unitriangular, @out);
            return @out;
        }

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => LinearAlgebraOps.LinalgPinvAtolRtolFloat.Call(input, atol, rtol, hermitian);
        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) => LinearAlgebraOps.LinalgPinvAtolRtolTensor.Call(input, atol, rtol, hermitian);

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) => LinearAlgebraOps.LinalgLstsq.Call4(input, other);
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other, double rcond) => LinearAlgebraOps.LinalgLstsq.Call4(input, other, rcond);

        public static Tensor cholesky(Tensor input) => LinearAlgebraOps.LinalgCholesky.Call(input);

        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) => LinearAlgebraOps.LinalgCholeskyEx.Call2(input, false, check_errors);

        /// <summary>Eigenvalues in ascending order and eigenvectors as columns of a symmetric matrix; <paramref name="UPLO"/> says which triangle is read.</summary>
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => LinearAlgebraOps.LinalgEigh.Call2(input, UPLO.ToString());

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => LinearAlgebraOps.LinalgEigvalsh.Call(input, UPLO.ToString());

        public static (Tensor, Tensor) eig(Tensor input) => LinearAlgebraOps.LinalgEig.Call2(input);

        public static Tensor eigvals(Tensor input) => LinearAlgebraOps.LinalgEigvals.Call(input);

        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) => LinearAlgebraOps.LinalgSvd.Call3(input, fullMatrices);

        public static Tensor svdvals(Tensor input) => LinearAlgebraOps.LinalgSvdvals.Call(input);

        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) => LinearAlgebraOps.LinalgQr.Call2(input, mode switch { QRMode.Complete => "complete", QRMode.R => "r", _ => "reduced" });

        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true) => LinearAlgebraOps.LinalgLu.Call3(input, pivot);

        public static (Tensor LU, Tensor Pivots) lu_factor(Tensor input, bool pivot = true) => LinearAlgebraOps.LinalgLuFactor.Call2(input, pivot);

        public static Tensor matrix_exp(Tensor input) => LinearAlgebraOps.LinalgMatrixExp.Call(input);

        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => LinearAlgebraOps.LinalgCross.Call(input, other, dim);

        public static Tensor multi_dot(IList<Tensor> tensors) => LinearAlgebraOps.LinalgMultiDot.Call(tensors.ToArray());

        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => LinearAlgebraOps.LinalgDiagonal.Call(input, offset, dim1, dim2);

        public static Tensor tensorinv(Tensor input, long ind) => LinearAlgebraOps.LinalgTensorinv.Call(input, ind);

        public static Tensor tensorsolve(Tensor A, Tensor B, long[] dims) => LinearAlgebraOps.LinalgTensorsolve.Call(A, B, dims);

        public static Tensor vander(Tensor input, long? N = null) => LinearAlgebraOps.LinalgVander.Call(input, N);

        public static Tensor householder_product(Tensor A, Tensor tau) => LinearAlgebraOps.LinalgHouseholderProduct.Call(A, tau);

        private static class LinearAlgebraOps
        {
            internal static readonly Op LinalgNorm = new("linalg_norm");
            internal static readonly Op LinalgNormOrdStr = new("linalg_norm.ord_str");
            internal static readonly Op LinalgVectorNorm = new("linalg_vector_norm");
            internal static readonly Op LinalgMatrixNorm = new("linalg_matrix_norm");
            internal static readonly Op LinalgMatrixNormStrOrd = new("linalg_matrix_norm.str_ord");
            internal static readonly Op LinalgCond = new("linalg_cond");
            internal static readonly Op LinalgCondPStr = new("linalg_cond.p_str");
            internal static readonly Op LinalgMatrixRankAtolRtolFloat = new("linalg_matrix_rank.atol_rtol_float");
            internal static readonly Op LinalgMatrixRankAtolRtolTensor = new("linalg_matrix_rank.atol_rtol_tensor");
            internal static readonly Op LinalgDet = new("linalg_det");
            internal static readonly Op LinalgSlogdet = new("linalg_slogdet");
            internal static readonly Op LinalgInv = new("linalg_inv");
            internal static readonly Op LinalgInvEx = new("linalg_inv_ex");
            internal static readonly Op LinalgSolve = new("linalg_solve");
            internal static readonly Op LinalgSolveEx = new("linalg_solve_ex");
            internal static readonly Op LinalgSolveTriangular = new("linalg_solve_triangular");
            internal static readonly Op LinalgSolveTriangularOut = new("linalg_solve_triangular.out");
            internal static readonly Op LinalgPinvAtolRtolFloat = new("linalg_pinv.atol_rtol_float");
            internal static readonly Op LinalgPinvAtolRtolTensor = new("linalg_pinv.atol_rtol_tensor");
            internal static readonly Op LinalgLstsq = new("linalg_lstsq");
            internal static readonly Op LinalgCholesky = new("linalg_cholesky");
            internal static readonly Op LinalgCholeskyEx = new("linalg_cholesky_ex");
            internal static readonly Op LinalgEigh = new("linalg_eigh");
            internal static readonly Op LinalgEigvalsh = new("linalg_eigvalsh");
            internal static readonly Op LinalgEig = new("linalg_eig");
            internal static readonly Op LinalgEigvals = new("linalg_eigvals");
            internal static readonly Op LinalgSvd = new("linalg_svd");
            internal static readonly Op LinalgSvdvals = new("linalg_svdvals");
            internal static readonly Op LinalgQr = new("linalg_qr");
            internal static readonly Op LinalgLu = new("linalg_lu");
            internal static readonly Op LinalgLuFactor = new("linalg_lu_factor");
            internal static readonly Op LinalgMatrixExp = new("linalg_matrix_exp");
            internal static readonly Op LinalgCross = new("linalg_cross");
            internal static readonly Op LinalgMultiDot = new("linalg_multi_dot");
            internal static readonly Op LinalgDiagonal = new("linalg_diagonal");
            internal static readonly Op LinalgTensorinv = new("linalg_tensorinv");
            internal static readonly Op LinalgTensorsolve = new("linalg_tensorsolve");
            internal static readonly Op LinalgVander = new("linalg_vander");
            internal static readonly Op LinalgHouseholderProduct = new("linalg_householder_product");
        }
    }
}
