using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op[] NearestOps = ByRank("upsample_nearest1d.vec", "upsample_nearest2d.vec", "upsample_nearest3d.vec");
            private static readonly Op[] NearestExactOps = ByRank("_upsample_nearest_exact1d.vec", "_upsample_nearest_exact2d.vec", "_upsample_nearest_exact3d.vec");
            private static readonly Op LinearUpsampleOp = new("upsample_linear1d.vec");
            private static readonly Op BilinearUpsampleOp = new("upsample_bilinear2d.vec");
            private static readonly Op BicubicUpsampleOp = new("upsample_bicubic2d.vec");
            private static readonly Op TrilinearUpsampleOp = new("upsample_trilinear3d.vec");
            private static readonly Op BilinearSmoothOp = new("_upsample_bilinear2d_aa.vec");
            private static readonly Op BicubicSmoothOp = new("_upsample_bicubic2d_aa.vec");

            /// <summary>Resizes the dimensions behind (N, C) to a size, or by factors; exactly one of the two is given.</summary>
            /// <param name="x">(N, C, L), (N, C, H, W) or (N, C, D, H, W).</param>
            /// <param name="size">The new sizes, one for each resized dimension.</param>
            /// <param name="scale_factor">Factors, one for each resized dimension, or one for all.</param>
            /// <param name="mode">Linear wants three dimensions, Bilinear and Bicubic four, Trilinear five.</param>
            /// <param name="align_corners">For the linear and cubic modes: whether corner pixels keep their place.</param>
            /// <param name="recompute_scale_factor">Whether factors are taken from the rounded sizes.</param>
            /// <param name="antialias">For Bilinear and Bicubic: smooth while shrinking.</param>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                int rank = ResizedRank(x, size, scale_factor, mode, antialias);
                double[]? factors = scale_factor is { Length: 1 } ? [.. Enumerable.Repeat(scale_factor[0], rank)] : scale_factor;
                if (factors is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                    (size, factors) = ([.. factors.Select((f, d) => (long)Math.Floor(x.shape[d + 2] * f))], null);
                bool corners = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => NearestOps[rank - 1].Call(x, size, factors),
                    InterpolationMode.NearestExact => NearestExactOps[rank - 1].Call(x, size, factors),
                    InterpolationMode.Linear => LinearUpsampleOp.Call(x, size, corners, factors),
                    InterpolationMode.Bilinear => (antialias ? BilinearSmoothOp : BilinearUpsampleOp).Call(x, size, corners, factors),
                    InterpolationMode.Bicubic => (antialias ? BicubicSmoothOp : BicubicUpsampleOp).Call(x, size, corners, factors),
                    InterpolationMode.Trilinear => TrilinearUpsampleOp.Call(x, size, corners, factors),
                    _ => rank switch { 1 => adaptive_avg_pool1d(x, size![0]), 2 => adaptive_avg_pool2d(x, size!), _ => adaptive_avg_pool3d(x, size!) },
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false) =>
                interpolate(input, size, scale_factor, (InterpolationMode)mode, align_corners);

            public static Tensor upsample_nearest(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Nearest, align_corners);

            public static Tensor upsample_bilinear(Tensor x, long[]? size = null, double[]? scale_factor = null, bool align_corners = false) =>
                interpolate(x, size, scale_factor, InterpolationMode.Bilinear, align_corners);

            private static int ResizedRank(Tensor x, long[]? size, double[]? factors, InterpolationMode mode, bool antialias)
            {
                int rank = (int)x.ndim - 2;
                int wanted = mode switch { InterpolationMode.Linear => 1, InterpolationMode.Bilinear or InterpolationMode.Bicubic => 2, InterpolationMode.Trilinear => 3, _ => rank };
                if (rank is < 1 or > 3 || rank != wanted)
                    throw new ArgumentException($"interpolate: mode {mode} does not fit an input of shape [{string.Join(", ", x.shape)}].", nameof(x));
                if (size is null == factors is null)
                    throw new ArgumentException("interpolate: exactly one of size and scale_factor must be given.", nameof(size));
                if (size is not null ? size.Length != rank : factors!.Length != rank && factors.Length != 1)
                    throw new ArgumentException($"interpolate: {rank} sizes or factors are needed for an input of shape [{string.Join(", ", x.shape)}].", nameof(size));
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"interpolate: antialias works with Bilinear and Bicubic, the mode is {mode}.", nameof(antialias));
                return rank;
            }

            private static Op[] ByRank(params string[] names) => [.. names.Select(name => new Op(name))];
        }
    }
}
