using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.Tensors.WrongCalls;

/// <summary>Layers, losses and pooling over inputs that do not fit.</summary>
public static class NetworkWrongCalls
{
    public static readonly WrongCallTable Table = new()
    {
        { "linear", (x, w) => linear(x, w), "f2,3 f4,5", "f2,3 d4,3" },
        { "linear", (x, w, b) => linear(x, w, b), "f2,3 f4,3 f5" },
        { "bilinear", (x, y, w) => bilinear(x, y, w), "f2,3 f2,4 f5,3,3" },
        { "conv1d", (x, w) => conv1d(x, w), "f2,3,7 f4,2,3", "f2,3 f4,3,3", "f2,3,7 d4,3,3", "f1,3,2 f4,3,3" },
        { "conv2d", (x, w) => conv2d(x, w), "f2,3,7,7 f4,2,3,3", "f7,7 f4,3,3,3", "i2,3,7,7 f4,3,3,3" },
        { "conv_transpose2d.input", (x, w) => conv_transpose2d(x, w), "f2,3,7,7 f2,4,3,3" },
        { "layer_norm", x => layer_norm(x, [4]), "f2,3", "i2,4" },
        { "group_norm", x => group_norm(x, 2), "f2,3,4" },
        { "batch_norm", (x, m, v) => batch_norm(x, m, v), "f4,3 f2 f2" },
        { "instance_norm", x => instance_norm(x), "f3" },
        { "cross_entropy_loss", (x, y) => cross_entropy(x, y), "f3,2 i2", "f3,2 d3", "i3,2 i3" },
        { "nll_loss_nd", (x, y) => nll_loss(x, y), "f3,2 i2", "f3,2 f3" },
        { "mse_loss", (x, y) => mse_loss(x, y), "f3,2 f3" },
        { "l1_loss", (x, y) => l1_loss(x, y), "f3,2 f3" },
        { "smooth_l1_loss", (x, y) => smooth_l1_loss(x, y), "f3,2 f3" },
        { "huber_loss", (x, y) => huber_loss(x, y), "f3,2 f3" },
        { "kl_div", (x, y) => kl_div(x, y), "f3,2 f3" },
        { "binary_cross_entropy", (x, y) => binary_cross_entropy(x, y), "f3,2 f3" },
        { "binary_cross_entropy_with_logits", (x, y) => binary_cross_entropy_with_logits(x, y), "f3,2 f3" },
        { "multi_margin_loss", (x, y) => multi_margin_loss(x, y), "f3,2 i2" },
        { "cosine_similarity", (x, y) => cosine_similarity(x, y), "f3,2 f3,4" },
        { "softmax.int", x => softmax(x, 2), "f2,3" },
        { "log_softmax.int", x => log_softmax(x, 1), "i2,3", "f2" },
        { "glu", x => glu(x, 1), "f2,3" },
        { "prelu", (x, w) => prelu(x, w), "f2,3 f2" },
        { "max_pool1d", x => max_pool1d(x, 4), "f3" },
        { "max_pool2d", x => max_pool2d(x, 4), "f1,2,3,3", "f3,3" },
        { "avg_pool2d", x => avg_pool2d(x, 4), "f1,2,3,3", "f3,3" },
        { "adaptive_avg_pool2d", x => adaptive_avg_pool2d(x, [2, 2, 2]), "f1,2,3,3" },
        { "adaptive_max_pool2d", x => adaptive_max_pool2d(x, [2, 2]), "f3,3" },
        { "pad", x => pad(x, [1, 2, 3]), "f2,3" },
        { "pad", x => pad(x, [3, 3], PaddingModes.Reflect), "f1,2,3" },
        { "pixel_shuffle", x => pixel_shuffle(x, 2), "f1,3,2,2" },
        { "one_hot", x => one_hot(x, 3), "f2" },
        { "im2col", x => unfold(x, 9), "f1,2,3,3" },
    };
}
