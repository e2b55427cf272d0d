using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op CosineSimilarityOp = new("cosine_similarity");
            private static readonly Op PairwiseDistanceOp = new("pairwise_distance");

            /// <summary>The cosine of the angle between vectors along a dimension.</summary>
            public static Tensor cosine_similarity(Tensor x1, Tensor x2, long dim = 1, double eps = 1E-08) => CosineSimilarityOp.Call(x1, x2, dim, eps);

            /// <summary>The p-norm of the difference along the last dimension.</summary>
            public static Tensor pairwise_distance(Tensor input1, Tensor input2, double p = 2, double eps = 1E-06, bool keepdim = false) =>
                PairwiseDistanceOp.Call(input1, input2, p, eps, keepdim);
        }
    }
}
