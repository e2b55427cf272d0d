using static TorchSharp.Tests.Tensors.Values.OperationTable;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

public class MatrixValuesTests
{
    private static Tensor A => M(2, 1, 2, 3, 4);

    private static Tensor Shift => M(2, 0, 1, 1, 0); // exchanges rows or columns

    private static readonly OperationTable Table = new()
    {
        { "matmul", () => A.matmul(Shift), 2, 1, 4, 3 },
        { "mm", () => A.mm(A), 7, 10, 15, 22 },
        { "bmm", () => A.unsqueeze(0).bmm(Shift.unsqueeze(0)), 2, 1, 4, 3 },
        { "mv", () => A.mv(V(1, 1)), 3, 7 },
        { "dot", () => V(1, 2).dot(V(3, 4)), 11 },
        { "vdot", () => V(1, 2).vdot(V(3, 4)), 11 },
        { "inner", () => V(1, 2).inner(V(3, 4)), 11 },
        { "outer", () => V(1, 2).outer(V(3, 4)), 3, 4, 6, 8 },
        { "kron", () => V(1, 2).kron(V(1, 10)), 1, 10, 2, 20 },
        { "addmm", () => A.addmm(A, Shift, beta: 2, alpha: 1), 4, 5, 10, 11 },
        { "addmv", () => V(1, 1).addmv(A, V(1, 1)), 4, 8 },
        { "addr", () => zeros(2, 2, float64).addr(V(1, 2), V(3, 4)), 3, 4, 6, 8 },
        { "baddbmm", () => A.unsqueeze(0).baddbmm(A.unsqueeze(0), Shift.unsqueeze(0)), 3, 3, 7, 7 },
        { "addbmm", () => A.addbmm(A.unsqueeze(0), Shift.unsqueeze(0)), 3, 3, 7, 7 },
        { "einsum", () => einsum("ij,jk->ik", A, Shift), 2, 1, 4, 3 },
        { "einsum trace", () => einsum("ii->", A), 5 },
        { "tensordot", () => A.tensordot(A), 30 },
        { "tensordot one dim", () => A.tensordot(Shift, 1), 2, 1, 4, 3 },
        { "tensordot pairs", () => A.tensordot(A, [(0L, 0L)]), 10, 14, 14, 20 },
        { "matrix_power", () => Shift.matrix_power(2), 1, 0, 0, 1 },
        { "matrix_exp", () => zeros(2, 2, float64).matrix_exp(), 1, 0, 0, 1 },
        { "det", () => A.det(), -2 },
        { "logdet", () => M(2, 2, 0, 0, 3).logdet(), Math.Log(6) },
        { "inverse", () => M(2, 2, 0, 0, 4).inverse(), 0.5, 0, 0, 0.25 },
        { "pinverse", () => M(2, 2, 0, 0, 4).pinverse(), 0.5, 0, 0, 0.25 },
        { "trace", () => A.trace(), 5 },
        { "cholesky", () => M(2, 4, 2, 2, 5).cholesky(), 2, 0, 1, 2 },
        { "chain_matmul", () => chain_matmul(A, Shift, Shift), 1, 2, 3, 4 },
        { "cdist", () => cdist(M(1, 0, 0), M(2, 3, 4, 6, 8)), 5, 10 },
        { "linalg.norm", () => linalg.norm(A), Math.Sqrt(30) },
        { "linalg.vector_norm", () => linalg.vector_norm(V(3, -4), 1), 7 },
        { "linalg.matrix_norm", () => linalg.matrix_norm(A, double.PositiveInfinity), 7 },
        { "linalg.inv", () => linalg.inv(M(2, 2, 0, 0, 4)), 0.5, 0, 0, 0.25 },
        { "linalg.solve", () => linalg.solve(M(2, 2, 0, 0, 4), V(2, 8)), 1, 2 },
        { "linalg.solve_triangular", () => linalg.solve_triangular(M(2, 2, 0, 2, 4), M(2, 2, 10), upper: false), 1, 2 },
        { "linalg.svdvals", () => linalg.svdvals(M(2, 0, 3, 4, 0)), 4, 3 },
        { "linalg.eigvalsh", () => linalg.eigvalsh(M(2, 2, 1, 1, 2)), 1, 3 },
        { "linalg.eigh", () => linalg.eigh(M(2, 2, 1, 1, 2)).Item1, 1, 3 },
        { "linalg.cholesky", () => linalg.cholesky(M(2, 4, 2, 2, 5)), 2, 0, 1, 2 },
        { "linalg.lstsq", () => linalg.lstsq(M(2, 2, 0, 0, 4), M(2, 2, 8)).Solution, 1, 2 },
        { "linalg.matrix_rank", () => linalg.matrix_rank(M(2, 1, 2, 2, 4)), 1 },
        { "linalg.cross", () => linalg.cross(V(1, 0, 0), V(0, 1, 0)), 0, 0, 1 },
        { "linalg.qr", () => linalg.qr(A) is var (q, r) ? q.mm(r) : A, 1, 2, 3, 4 },
    };

    public static TheoryData<string> Names => Table.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Operation_OnKnownNumbers_GivesHandComputedValues(string operation) => Table.Check(operation);
}
