using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Scaled dot-product attention over several heads (Vaswani et al. 2017, section 3.2) with a bias of its own. B batch, S tokens, A heads, D values a head, H = A D.</summary>
internal static class MultiHead
{
    /// <summary><c>(B, S, H)</c> to <c>(B, A, S, D)</c>.</summary>
    public static Tensor Split(Tensor x, long heads) => x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2);

    /// <param name="q">Queries <c>(B, A, S, D)</c>.</param>
    /// <param name="k">Keys, as many.</param>
    /// <param name="v">Values, as many.</param>
    /// <param name="bias">Added to the scores <c>(B, A, S, S)</c>, of a shape that broadcasts to theirs; null for none.</param>
    /// <param name="scale">What the scores are divided by.</param>
    /// <param name="dropout">Of the shares that tokens get.</param>
    /// <param name="context">Which rows are real, and which are wanted.</param>
    /// <returns><c>(T, H)</c>, or <c>(B, H)</c> of the wanted rows.</returns>
    public static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor? bias, double scale, Dropout dropout, AttentionContext context)
    {
        var scores = matmul(q / scale, k.transpose(-2, -1)); // (B, A, S, S)
        if (bias is not null) scores = scores + bias;
        var shares = dropout.call(nn.functional.softmax(scores, -1)); // (B, A, S, S)
        return context.Pick(context.Texts.Pack(matmul(shares, v).transpose(1, 2).flatten(2))); // (T, H) or (B, H)
    }

    /// <summary>The share of a dropout layer in its present mode.</summary>
    public static double Share(this Dropout dropout) => dropout.training ? dropout.p : 0;
}
