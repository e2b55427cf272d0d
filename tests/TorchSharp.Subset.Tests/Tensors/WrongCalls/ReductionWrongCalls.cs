using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.WrongCalls;

/// <summary>Reductions, orderings, matrix products and random draws with arguments that do not fit.</summary>
public static class ReductionWrongCalls
{
    public static readonly WrongCallTable Table = new()
    {
        { "sum.dim_IntList", a => a.sum(5L), "f2,3" },
        { "mean", a => a.mean(), "i2", "b2" },
        { "mean.dim", a => a.mean([3]), "f2,3" },
        { "prod.dim_int", a => a.prod(2L), "f2,3" },
        { "std", a => a.std(), "i2" },
        { "var.dim", a => a.var([4]), "f2,3" },
        { "max", a => a.max(), "f0", "c2" },
        { "max.dim", a => a.max(2), "f2,3" },
        { "min.dim", a => a.min(2), "f2,3" },
        { "argmax", a => a.argmax(2), "f2,3" },
        { "amax", a => a.amax(3), "f2,3" },
        { "cumsum", a => a.cumsum(2), "f2,3" },
        { "logsumexp", a => a.logsumexp(2), "f2,3" },
        { "norm.ScalarOpt_dim", a => a.norm(2), "f2,3" },
        { "median", a => a.median(), "c2" },
        { "quantile", (a, b) => a.quantile(b), "f3 d1", "i3 f1" },
        { "sort.stable", a => a.sort(2), "f2,3" },
        { "topk", a => a.topk(9), "f2,3" },
        { "kthvalue", a => a.kthvalue(9, null), "f2,3" },
        { "bincount", a => a.bincount(null), "f3", "i2,2" },
        { "histc", a => a.histc(0), "f3" },
        { "bucketize.Tensor", (a, b) => a.bucketize(b), "f3 f2,2" },
        { "matmul", (a, b) => a.matmul(b), "f2,3 f2,3", "f2,3 i3,2" },
        { "mm", (a, b) => a.mm(b), "f2,3 f2,3", "f2,3 i3,2", "f2,3,1 f3,2" },
        { "bmm", (a, b) => a.bmm(b), "f2,3,4 f2,3,4", "f2,3,4 i2,4,3", "f3,4 f4,3" },
        { "mv", (a, b) => a.mv(b), "f2,3 f2", "f2,3 d3", "f2,3 f3,1" },
        { "dot", (a, b) => a.dot(b), "f2 f3", "f2 d2", "f2,2 f2" },
        { "outer", (a, b) => a.outer(b), "f2,2 f2" },
        { "addmm", (a, b, c) => a.addmm(b, c), "f2,2 f2,3 f2,3", "f2,2 f2,3 d3,2" },
        { "addmv", (a, b, c) => a.addmv(b, c), "f2 f2,3 f2" },
        { "baddbmm", (a, b, c) => a.baddbmm(b, c), "f1,2,2 f1,2,3 f1,2,3", "f1,2,2 f1,2,3 d1,3,2" },
        { "einsum", (a, b) => einsum("ij,jk->ik", a, b), "f2,3 f4,5" },
        { "tensordot", (a, b) => a.tensordot(b, [0], [0]), "f2,3 f4,5" },
        { "trace", a => a.trace(), "f2" },
        { "det", a => a.det(), "f2,3", "i2,2" },
        { "inverse", a => a.inverse(), "f2,3", "f2,2" },
        { "linalg_cholesky", a => a.cholesky(), "f2,3", "f2,2" },
        { "linalg_solve", (a, b) => linalg.solve(a, b), "f2,3 f2", "f2,2 d2" },
        { "matrix_power", a => a.matrix_power(2), "f2,3" },
        { "cdist", (a, b) => cdist(a, b), "f2,3 f2,4", "i2,3 i2,3" },
        { "normal_", a => a.normal_(0, -1), "f2" },
        { "uniform_", a => a.uniform_(1, 0), "f2", "i2" },
        { "bernoulli_.float", a => a.bernoulli_(2), "f2" },
        { "exponential_", a => a.exponential_(-1), "f2" },
        { "multinomial", a => a.multinomial(5), "f3", "i3" },
        { "random_.from", a => a.random_(3, 3), "f2" },
    };
}
