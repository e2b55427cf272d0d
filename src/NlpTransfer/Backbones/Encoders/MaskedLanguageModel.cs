using NlpTransfer.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>BERT with the head that guesses hidden tokens (Devlin et al. 2019, section 3.1); its last matrix is that of the token embeddings.</summary>
public sealed class MaskedLanguageModel : nn.Module
{
    /// <summary>The label of a token that is not to be guessed.</summary>
    public const long Ignored = -100;

    private readonly EncoderBackbone backbone;
    private readonly Transform transform;
    private readonly Parameter prediction_bias;

    private MaskedLanguageModel(EncoderConfig config, EncoderWeights weights) : base(nameof(MaskedLanguageModel))
    {
        backbone = new EncoderBackbone(config, EncoderPooling.Mean);
        transform = new Transform(config);
        prediction_bias = new Parameter(zeros(config.VocabSize));
        RegisterComponents();
        Weights = weights.LoadModel(this);
        eval();
    }

    /// <summary>The encoder; what it learns here a classifier can start from.</summary>
    public EncoderBackbone Backbone => backbone;

    /// <summary>What became of the file's tensors.</summary>
    public WeightReport Weights { get; }

    /// <summary>Reads a Hugging Face folder with a <c>BertForMaskedLM</c>.</summary>
    /// <exception cref="InvalidDataException">The folder is of another family.</exception>
    /// <exception cref="StateDictException">The weights lack the head, or do not fit.</exception>
    public static MaskedLanguageModel Load(string folder)
    {
        var config = EncoderConfig.Load(folder);
        if (config.ModelType != BertFamily.Instance.ModelType) throw new InvalidDataException($"{folder}: model_type must be {BertFamily.Instance.ModelType} for a masked language model, was {config.ModelType}.");
        using var weights = EncoderWeights.Open(folder, config);
        return new(config, weights);
    }

    /// <summary>Ids to a score for each token of the vocabulary at each place, <c>(B, S, V)</c>.</summary>
    public Tensor Logits(Activations input) => nn.functional.linear(transform.call(backbone.States(input)), Words, prediction_bias);

    /// <summary>The mean cross entropy over the places whose label is not <see cref="Ignored"/>.</summary>
    /// <param name="input">Ids in which tokens are hidden.</param>
    /// <param name="labels"><c>(B, S)</c> int64: the hidden tokens.</param>
    public Tensor Loss(Activations input, Tensor labels) => nn.functional.cross_entropy(Logits(input).flatten(0, 1), labels.flatten(), ignore_index: Ignored);

    private Tensor Words => backbone.named_parameters().First(p => p.name.EndsWith("word_embeddings.weight", StringComparison.Ordinal)).parameter; // (V, H)

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

        public override Tensor forward(Tensor states) => LayerNorm.call(activation(dense.call(states))); // (B, S, H)
    }
}
