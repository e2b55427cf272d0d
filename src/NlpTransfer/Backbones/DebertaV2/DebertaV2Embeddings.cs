using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Token embeddings, with positions and segments where the model has them, normalised.</summary>
internal sealed class DebertaV2Embeddings : nn.Module<Tensor, Tensor?, Tensor, Tensor>
{
    private readonly Embedding word_embeddings;
    private readonly Embedding? position_embeddings;
    private readonly Embedding? token_type_embeddings;
    private readonly LayerNorm LayerNorm;
    private readonly Dropout dropout;

    public DebertaV2Embeddings(DebertaV2Config config) : base(nameof(DebertaV2Embeddings))
    {
        word_embeddings = nn.Embedding(config.VocabSize, config.HiddenSize, padding_idx: config.PadTokenId);
        position_embeddings = config.PositionBiasedInput ? nn.Embedding(config.MaxPositionEmbeddings, config.HiddenSize) : null;
        token_type_embeddings = config.TypeVocabSize > 0 ? nn.Embedding(config.TypeVocabSize, config.HiddenSize) : null;
        LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    public override Tensor forward(Tensor ids, Tensor? tokenTypes, Tensor positions)
    {
        var states = word_embeddings.call(ids); // (T, H)
        if (position_embeddings is not null) states = states + position_embeddings.call(positions);
        if (token_type_embeddings is not null) states = states + (tokenTypes is null ? token_type_embeddings.weight![0] : token_type_embeddings.call(tokenTypes));
        return dropout.call(LayerNorm.call(states)); // (T, H)
    }
}
