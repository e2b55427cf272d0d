using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>A projection back to the hidden size, added to what went around it, and normalised.</summary>
internal sealed class BertOutput : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear dense;
    private readonly LayerNorm LayerNorm;
    private readonly Dropout dropout;

    public BertOutput(long inputSize, EncoderConfig config, double dropoutShare) : base(nameof(BertOutput))
    {
        dense = nn.Linear(inputSize, config.HiddenSize);
        LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        dropout = nn.Dropout(dropoutShare);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, Tensor residual) => EncoderKernels.InForce.AddNorm(dense.Project(states), residual, LayerNorm, dropout.Share()); // (T, H)
}
