using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>States to a score for each token of the vocabulary, by the embeddings' own matrix. Field names are Hugging Face's keys.</summary>
internal sealed class WordPredictions : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Transform transform;
    private readonly Parameter bias;

    public WordPredictions(EncoderConfig config) : base(nameof(WordPredictions))
    {
        transform = new Transform(config);
        bias = new Parameter(zeros(config.VocabSize));
        RegisterComponents();
    }

    /// <param name="states"><c>(..., H)</c>.</param>
    /// <param name="words"><c>(V, H)</c>.</param>
    public override Tensor forward(Tensor states, Tensor words) => nn.functional.linear(transform.call(states), words, bias); // (..., V)

    private sealed class Transform : nn.Module<Tensor, Tensor>
    {
        private readonly Linear dense;
        private readonly LayerNorm LayerNorm;
        private readonly Func<Tensor, Tensor> activation;

        public Transform(EncoderConfig config) : base(nameof(Transform))
        {
            dense = nn.Linear(config.HiddenSize, config.HiddenSize);
            LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
            activation = EncoderActivation.ByName(config.HiddenAct);
            RegisterComponents();
        }

        public override Tensor forward(Tensor states) => LayerNorm.call(activation(dense.call(states))); // (..., H)
    }
}
