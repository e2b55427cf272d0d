namespace TorchSharp;

// The ways to give one size for each side of an image.
public static partial class torch
{
    public static partial class nn
    {
        private static long[] Both(long size) => [size, size];

        private static long[]? Both(long? size) => size is { } s ? [s, s] : null;

        private static long[] Both((long, long) sizes) => [sizes.Item1, sizes.Item2];

        private static long[]? Both((long, long)? sizes) => sizes is { } s ? [s.Item1, s.Item2] : null;
    }
}
