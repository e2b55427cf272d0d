using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Op PixelShuffleOp = new("pixel_shuffle");
            private static readonly Op PixelUnshuffleOp = new("pixel_unshuffle");
            private static readonly Op Im2ColOp = new("im2col");
            private static readonly Op Col2ImOp = new("col2im");

            /// <summary>(N, C r^2, H, W) to (N, C, H r, W r).</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => PixelShuffleOp.Call(input, upscale_factor);

            /// <summary>(N, C, H r, W r) to (N, C r^2, H, W).</summary>
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => PixelUnshuffleOp.Call(input, downscale_factor);

            /// <summary>The patches of an image as columns: (N, C, H, W) to (N, C KH KW, patches).</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Im2ColOp.Call(input, Square(kernel_size), Square(dilation), Square(padding), Square(stride));

            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Im2ColOp.Call(input, Sizes(kernel_size), Sizes(dilation) ?? [1, 1], Sizes(padding) ?? [0, 0], Sizes(stride) ?? [1, 1]);

            /// <summary>Sums columns of patches back into an image: (N, C KH KW, patches) to (N, C, H, W).</summary>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Col2ImOp.Call(input, Square(output_size), Square(kernel_size), Square(dilation), Square(padding), Square(stride));

            public static Tensor fold(Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Col2ImOp.Call(input, Sizes(output_size), Sizes(kernel_size), Sizes(dilation) ?? [1, 1], Sizes(padding) ?? [0, 0], Sizes(stride) ?? [1, 1]);

            private static long[] Square(long size) => [size, size];
        }
    }
}
