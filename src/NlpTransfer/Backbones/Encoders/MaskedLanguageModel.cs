using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>BERT with the head that guesses hidden tokens (Devlin et al. 2019, section 3.1); its last matrix is that of the token embeddings.</summary>
public sealed class MaskedLanguageModel : LayeredModel
{
    /// <summary>The label of a token that is not to be guessed.</summary>
    public const long Ignored = -100;

    private readonly EncoderBackbone backbone;
    private readonly WordPredictions predictions;

    private MaskedLanguageModel(EncoderConfig config, EncoderWeights weights, bool isHeadNeeded) : base(nameof(MaskedLanguageModel))
    {
        HeadIsPretrained = weights.HasWordPredictions;
        backbone = new EncoderBackbone(config, EncoderPooling.Mean);
        predictions = new WordPredictions(config);
        LayerGroups = [.. backbone.LayerGroups, new LayerGroup(ClassificationModel.HeadGroup, [predictions], HeadIsPretrained)];
        RegisterComponents();
        Weights = HeadIsPretrained || isHeadNeeded ? weights.LoadModel(this) : weights.LoadBackbone(backbone);
        eval();
    }

    /// <summary>The encoder; what it learns here a classifier can start from.</summary>
    public EncoderBackbone Backbone => backbone;

    /// <summary>Whether the weights had the head; else it starts at random and is a new group.</summary>
    public bool HeadIsPretrained { get; }

    /// <summary>What became of the file's tensors.</summary>
    public WeightReport Weights { get; }

    /// <summary>The encoder's groups and <c>head</c>, bottom to top. The head's last matrix belongs to <c>embeddings</c>.</summary>
    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    /// <summary>That of encoders.</summary>
    public override double UsualRate => backbone.UsualRate;

    /// <summary>Reads a Hugging Face folder of BERT's family.</summary>
    /// <param name="isHeadNeeded">Whether weights without the head (those of a sentence encoder, say) are an error; else it starts at random.</param>
    /// <exception cref="InvalidDataException">The folder is of another family.</exception>
    /// <exception cref="StateDictException">The weights lack the head, or do not fit.</exception>
    public static MaskedLanguageModel Load(string folder, bool isHeadNeeded = true)
    {
        var config = EncoderConfig.Load(folder);
        if (config.ModelType != BertFamily.Instance.ModelType) throw new InvalidDataException($"{folder}: model_type must be {BertFamily.Instance.ModelType} for a masked language model, was {config.ModelType}.");
        using var weights = EncoderWeights.Open(folder, config);
        return new(config, weights, isHeadNeeded);
    }

    /// <summary>Ids, or what flows into the group <paramref name="from"/>, to states <c>(B, S, H)</c> or, with the head, to scores <c>(B, S, V)</c>.</summary>
    public override Activations Forward(Activations input, int from, int to)
    {
        var body = backbone.LayerGroups.Count;
        if (from < body) input = new(backbone.States(input, from, Math.Min(to, body)), input.Mask);
        return from <= body && to > body ? input with { Values = Score(input.Values) } : input;
    }

    /// <summary>Ids to a score for each token of the vocabulary at each place, <c>(B, S, V)</c>.</summary>
    public Tensor Logits(Activations input) => Score(backbone.States(input));

    /// <summary>The mean cross entropy over the places whose label is not <see cref="Ignored"/>.</summary>
    /// <param name="input">Ids in which tokens are hidden.</param>
    /// <param name="labels"><c>(B, S)</c> int64: the hidden tokens.</param>
    public Tensor Loss(Activations input, Tensor labels)
    {
        var places = labels.flatten().ne(Ignored).nonzero().squeeze(1); // (P)
        return nn.functional.cross_entropy(Score(At(backbone.States(input), places)), labels.flatten().index_select(0, places));
    }

    /// <summary>Scores at chosen places alone, <c>(P, V)</c>: the vocabulary's matrix is by far the widest.</summary>
    /// <param name="states"><c>(B, S, H)</c></param>
    /// <param name="places"><c>(P)</c> int64, rows of the flattened states.</param>
    internal Tensor ScoresAt(Tensor states, Tensor places) => Score(At(states, places));

    private static Tensor At(Tensor states, Tensor places) => states.flatten(0, 1).index_select(0, places); // (P, H)

    private Tensor Score(Tensor states) => predictions.call(states, Words);

    private Parameter Words => backbone.named_parameters().First(p => p.name.EndsWith("word_embeddings.weight", StringComparison.Ordinal)).parameter; // (V, H)
}
