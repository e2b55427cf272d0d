using NlpTransfer.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>One block of the encoder: attention, then two linear layers, each with a residual.</summary>
internal sealed class BertLayer : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly BertAttention attention;
    private readonly Intermediate intermediate;
    private readonly BertOutput output;

    public BertLayer(BertConfig config)
        : this(config, new BertSelfAttention(config), config.AttentionOutputDropout ?? config.HiddenDropoutProb, config.FeedForwardDropout ?? config.HiddenDropoutProb)
    {
    }

    /// <param name="self">Attention without the projection that follows it.</param>
    public BertLayer(EncoderConfig config, nn.Module<Tensor, AttentionContext, Tensor> self, double attentionDropout, double feedForwardDropout) : base(nameof(BertLayer))
    {
        attention = new BertAttention(self, new BertOutput(config.HiddenSize, config, attentionDropout));
        intermediate = new Intermediate(config);
        output = new BertOutput(config.IntermediateSize, config, feedForwardDropout);
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, AttentionContext context)
    {
        var attended = attention.call(states, context); // (T, H), or (B, H) of the wanted rows
        return output.call(intermediate.call(attended), attended); // as many
    }

    /// <summary>The widening linear layer; a module of its own because its key is <c>intermediate.dense</c>.</summary>
    private sealed class Intermediate : nn.Module<Tensor, Tensor>
    {
        private readonly Linear dense;
        private readonly Func<Tensor, Tensor> activation;

        public Intermediate(EncoderConfig config) : base(nameof(Intermediate))
        {
            dense = nn.Linear(config.HiddenSize, config.IntermediateSize);
            activation = EncoderActivation.ByName(config.HiddenAct);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states) => activation(dense.Project(states)); // (T, I)
    }
}
