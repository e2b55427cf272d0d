using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>What a family puts between the pooled state and its classifier: dropout, a linear layer, an activation, a norm; not all have each.</summary>
internal sealed class EncoderPooler : nn.Module<Tensor, Tensor>
{
    private readonly Linear dense;
    private readonly LayerNorm? norm;
    private readonly Dropout dropout;
    private readonly Func<Tensor, Tensor> activation;

    public EncoderPooler(long size, string activation, double dropout = 0, bool bias = true, LayerNorm? norm = null) : base(nameof(EncoderPooler))
    {
        dense = nn.Linear(size, size, hasBias: bias);
        this.norm = norm;
        this.dropout = nn.Dropout(dropout);
        this.activation = activation == "tanh" ? x => x.tanh() : EncoderActivation.ByName(activation);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = activation(dense.call(dropout.call(input))); // (B, H)
        return norm is null ? x : norm.call(x);
    }
}
