using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>The state of <c>[CLS]</c> through a linear layer and tanh (Devlin et al. 2019).</summary>
internal sealed class BertPooler : nn.Module<Tensor, Tensor>
{
    private readonly Linear dense;

    public BertPooler(BertConfig config) : base(nameof(BertPooler))
    {
        dense = nn.Linear(config.HiddenSize, config.HiddenSize);
        RegisterComponents();
    }

    /// <param name="states"><c>(B, S, H)</c>.</param>
    public override Tensor forward(Tensor states) => dense.call(states.select(1, 0)).tanh(); // (B, H)
}
