using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>One block of the encoder: attention, then two linear layers, each with a residual.</summary>
internal sealed class BertLayer : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly BertAttention attention;
    private readonly Intermediate intermediate;
    private readonly BertOutput output;

    public BertLayer(BertConfig config) : base(nameof(BertLayer))
    {
        attention = new BertAttention(config);
        intermediate = new Intermediate(config);
        output = new BertOutput(config.IntermediateSize, config);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, Tensor? bias)
    {
        var attended = attention.call(states, bias); // (B, S, H)
        return output.call(intermediate.call(attended), attended); // (B, S, H)
    }

    /// <summary>The widening linear layer; a module of its own because its key is <c>intermediate.dense</c>.</summary>
    private sealed class Intermediate : nn.Module<Tensor, Tensor>
    {
        private readonly Linear dense;
        private readonly Func<Tensor, Tensor> activation;

        public Intermediate(BertConfig config) : base(nameof(Intermediate))
        {
            dense = nn.Linear(config.HiddenSize, config.IntermediateSize);
            activation = BertActivation.ByName(config.HiddenAct);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states) => activation(dense.call(states)); // (B, S, I)
    }
}
