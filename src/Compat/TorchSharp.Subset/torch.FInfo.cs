namespace TorchSharp;

public static partial class torch
{
    /// <summary>The limits of the default dtype.</summary>
    public static FInfo finfo() => finfo(get_default_dtype());

    /// <exception cref="ArgumentException">The dtype is not a floating one.</exception>
    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.Float16 => new FInfo { bits = 16, eps = Math.Pow(2, -10), max = 65504, min = -65504, smallest_normal = Math.Pow(2, -14), tiny = Math.Pow(2, -14), resolution = 1e-3 },
        ScalarType.BFloat16 => new FInfo { bits = 16, eps = Math.Pow(2, -7), max = BFloat16Max, min = -BFloat16Max, smallest_normal = Math.Pow(2, -126), tiny = Math.Pow(2, -126), resolution = 1e-2 },
        ScalarType.Float32 => new FInfo { bits = 32, eps = Math.Pow(2, -23), max = float.MaxValue, min = float.MinValue, smallest_normal = Math.Pow(2, -126), tiny = Math.Pow(2, -126), resolution = 1e-6 },
        ScalarType.Float64 => new FInfo { bits = 64, eps = Math.Pow(2, -52), max = double.MaxValue, min = double.MinValue, smallest_normal = Math.Pow(2, -1022), tiny = Math.Pow(2, -1022), resolution = 1e-15 },
        _ => throw new ArgumentException($"finfo: expected a floating dtype, found {dtype}.", nameof(dtype)),
    };

    private static readonly double BFloat16Max = (2 - Math.Pow(2, -7)) * Math.Pow(2, 127);

    /// <summary>What a floating dtype can hold.</summary>
    public struct FInfo
    {
        public int bits;

        /// <summary>The step from 1 to the next number.</summary>
        public double eps;

        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;

        /// <summary>The decimal digits that survive, as a power of ten.</summary>
        public double resolution;
    }
}
