using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            private static readonly Op EyeOp = new("eye.m");
            private static readonly Op QrOp = new("linalg_qr");

            /// <summary>The identity matrix.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                CheckRank("eye_", tensor, 2, 2);
                return Quietly(() =>
                {
                    using Tensor identity = EyeOp.Call(tensor.shape[0], tensor.shape[1], tensor.dtype, Value.None, tensor.device);
                    return tensor.copy_(identity);
                });
            }

            /// <summary>A convolution that hands its channels on: 1 in the middle of the kernel of each channel onto itself.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                CheckRank("dirac_", tensor, 3, 5);
                return Quietly(() =>
                {
                    tensor.zero_();
                    long[] middle = [.. tensor.shape.Skip(2).Select(size => size / 2)];
                    using Tensor one = ones([], tensor.dtype, tensor.device);
                    for (long channel = 0; channel < Math.Min(tensor.shape[0], tensor.shape[1]); channel++) tensor[(long[])[channel, channel, .. middle]] = one;
                    return tensor;
                });
            }

            /// <summary>Rows or columns at right angles, scaled by gain (Saxe et al. 2013); dimensions behind the first count as one.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                CheckRank("orthogonal_", tensor, 2, int.MaxValue);
                return Quietly(() =>
                {
                    using DisposeScope scope = NewDisposeScope();
                    (long rows, long columns) = (tensor.shape[0], tensor.numel() / tensor.shape[0]);
                    Tensor drawn = normal_(empty([rows, columns], tensor.dtype, tensor.device));
                    (Tensor q, Tensor r) = QrOp.Call2(rows < columns ? drawn.t() : drawn, "reduced");
                    Tensor signed = q * r.diagonal().sign();
                    tensor.copy_((rows < columns ? signed.t() : signed).reshape(tensor.shape));
                    return tensor.mul_(gain);
                });
            }

            /// <summary>Normal values with a share of zeros in each column (Martens 2010).</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                CheckRank("sparse_", tensor, 2, 2);
                return Quietly(() =>
                {
                    using DisposeScope scope = NewDisposeScope();
                    long zeroed = (long)Math.Ceiling(sparsity * tensor.shape[0]);
                    normal_(tensor, 0, std);
                    for (long column = 0; column < tensor.shape[1]; column++)
                        tensor.select(1, column).index_fill_(0, randperm(tensor.shape[0], device: tensor.device).narrow(0, 0, zeroed), 0);
                    return tensor;
                });
            }

            /// <summary>Normal values, those outside [a, b] drawn again: by the inverse of the distribution, as PyTorch does.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                double low = NormalCdf((a - mean) / std), high = NormalCdf((b - mean) / std);
                return Quietly(() =>
                {
                    UniformOp.Do(tensor, (2 * low) - 1, (2 * high) - 1, generator);
                    tensor.erfinv_();
                    tensor.mul_(std * Math.Sqrt(2));
                    tensor.add_(mean);
                    return tensor.clamp_(a, b);
                });
            }

            // Through libtorch's erf, which .NET has none of.
            private static double NormalCdf(double x)
            {
                using Tensor argument = torch.tensor(x / Math.Sqrt(2));
                using Tensor erf = argument.erf();
                return (1 + erf.ToDouble()) / 2;
            }

            private static void CheckRank(string name, Tensor tensor, int least, int most)
            {
                if (tensor.ndim < least || tensor.ndim > most)
                    throw new ArgumentException($"{name}: a tensor of shape [{string.Join(", ", tensor.shape)}] has {tensor.ndim} dimensions, expected {(least == most ? $"{least}" : $"{least} or more")}.", nameof(tensor));
            }
        }
    }
}
