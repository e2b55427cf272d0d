using NlpTransfer.Backbones;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>One block: attention and two linear layers, each with a residual and a norm behind it.</summary>
internal sealed class PlainBertLayer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Attention attention;
    private readonly Dense intermediate;
    private readonly Closing output;

    public PlainBertLayer(EncoderConfig config) : base(nameof(PlainBertLayer))
    {
        (attention, intermediate, output) = (new(config), new(config.HiddenSize, config.IntermediateSize), new(config.IntermediateSize, config));
        RegisterComponents();
    }

    public override Tensor forward(Tensor states, Tensor bias)
    {
        var attended = attention.call(states, bias); // (B, S, H)
        return output.call(nn.functional.gelu(intermediate.call(attended)), attended); // (B, S, H)
    }

    private sealed class Attention : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly Self self;
        private readonly Closing output;

        public Attention(EncoderConfig config) : base(nameof(Attention))
        {
            (self, output) = (new(config), new(config.HiddenSize, config));
            RegisterComponents();
        }

        public override Tensor forward(Tensor states, Tensor bias) => output.call(self.call(states, bias), states);
    }

    private sealed class Self : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly Linear query, key, value;
        private readonly Dropout dropout;
        private readonly long heads;

        public Self(EncoderConfig config) : base(nameof(Self))
        {
            var width = config.HiddenSize;
            (query, key, value, heads) = (nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width), config.NumAttentionHeads);
            dropout = nn.Dropout(config.AttentionProbsDropoutProb);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states, Tensor bias)
        {
            Tensor q = Heads(query.call(states)), k = Heads(key.call(states)), v = Heads(value.call(states)); // (B, A, S, D)
            var scores = (matmul(q, k.transpose(-2, -1)) / Math.Sqrt(q.shape[3])) + bias; // (B, A, S, S)
            return matmul(dropout.call(nn.functional.softmax(scores, -1)), v).transpose(1, 2).flatten(2); // (B, S, H)
        }

        private Tensor Heads(Tensor x) => x.view(x.shape[0], x.shape[1], heads, x.shape[2] / heads).transpose(1, 2);
    }

    private sealed class Dense : nn.Module<Tensor, Tensor>
    {
        private readonly Linear dense;

        public Dense(long from, long to) : base(nameof(Dense))
        {
            dense = nn.Linear(from, to);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states) => dense.call(states);
    }

    private sealed class Closing : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly Linear dense;
        private readonly LayerNorm LayerNorm;
        private readonly Dropout dropout;

        public Closing(long from, EncoderConfig config) : base(nameof(Closing))
        {
            (dense, LayerNorm, dropout) = (nn.Linear(from, config.HiddenSize), nn.LayerNorm(config.HiddenSize, config.LayerNormEps), nn.Dropout(config.HiddenDropoutProb));
            RegisterComponents();
        }

        public override Tensor forward(Tensor states, Tensor residual) => LayerNorm.call(dropout.call(dense.call(states)) + residual);
    }
}
