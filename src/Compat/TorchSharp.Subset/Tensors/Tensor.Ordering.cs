using TorchSharp.Native;

namespace TorchSharp;

// Sorting, the largest k, and distinct values.
public static partial class torch
{
    public partial class Tensor
    {
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => OrderingOps.SortStable.Call2(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => OrderingOps.Argsort.Call(this, dim, descending);

        public Tensor msort() => OrderingOps.Msort.Call(this);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => OrderingOps.Topk.Call2(this, k, dim, largest, sorted);

        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) => OrderingOps.Kthvalue.Call2(this, k, dim ?? -1, keepdim);

        /// <summary>Distinct values. What was not asked for comes back as null.</summary>
        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) => Asked(dim is { } d ? OrderingOps.UniqueDim.Call3(this, (long)d, sorted, return_inverse, return_counts) : OrderingOps.Unique2.Call3(this, sorted, return_inverse, return_counts), return_inverse, return_counts);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique_consecutive(bool return_inverse = false, bool return_counts = false, int? dim = null) => Asked(OrderingOps.UniqueConsecutive.Call3(this, return_inverse, return_counts, (long?)dim), return_inverse, return_counts);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) => OrderingOps.BucketizeTensor.Call(this, boundaries, outInt32, right);

        private static class OrderingOps
        {
            internal static readonly Op SortStable = new("sort.stable");
            internal static readonly Op Argsort = new("argsort");
            internal static readonly Op Msort = new("msort");
            internal static readonly Op Topk = new("topk");
            internal static readonly Op Kthvalue = new("kthvalue");
            internal static readonly Op UniqueDim = new("unique_dim");
            internal static readonly Op Unique2 = new("_unique2");
            internal static readonly Op UniqueConsecutive = new("unique_consecutive");
            internal static readonly Op BucketizeTensor = new("bucketize.Tensor");
        }
    }
}
