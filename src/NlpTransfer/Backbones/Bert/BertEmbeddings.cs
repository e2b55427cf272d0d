using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Token, position and segment embeddings, summed and normalised. Field names are Hugging Face's keys.</summary>
internal sealed class BertEmbeddings : nn.Module<Tensor, Tensor?, Tensor, Tensor>
{
    private readonly Embedding word_embeddings;
    private readonly Embedding position_embeddings;
    private readonly Embedding? token_type_embeddings;
    private readonly LayerNorm LayerNorm;
    private readonly Dropout dropout;
    private readonly int offset;

    public BertEmbeddings(BertConfig config) : base(nameof(BertEmbeddings))
    {
        offset = config.PositionOffset;
        var width = config.EmbeddingSize ?? config.HiddenSize;
        word_embeddings = nn.Embedding(config.VocabSize, width, padding_idx: config.PadTokenId);
        position_embeddings = nn.Embedding(config.MaxPositionEmbeddings, width);
        token_type_embeddings = config.TypeVocabSize > 0 ? nn.Embedding(config.TypeVocabSize, width) : null;
        LayerNorm = nn.LayerNorm(width, config.LayerNormEps);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <param name="ids"><c>(T)</c> int64.</param>
    /// <param name="tokenTypes"><c>(T)</c> int64; null is segment 0 throughout, as where there are no segments.</param>
    /// <param name="positions"><c>(T)</c> int64: each token's place in its text.</param>
    public override Tensor forward(Tensor ids, Tensor? tokenTypes, Tensor positions)
    {
        var states = word_embeddings.call(ids); // (T, E)
        if (token_type_embeddings is not null) states = states + (tokenTypes is null ? token_type_embeddings.weight![0] : token_type_embeddings.call(tokenTypes)); // (E) or (T, E)
        return dropout.call(LayerNorm.call(states + position_embeddings.call(positions + offset))); // (T, E)
    }
}
