using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Token, position and segment embeddings, summed and normalised. Field names are Hugging Face's keys.</summary>
internal sealed class BertEmbeddings : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly Embedding word_embeddings;
    private readonly Embedding position_embeddings;
    private readonly Embedding token_type_embeddings;
    private readonly LayerNorm LayerNorm;
    private readonly Dropout dropout;
    private readonly int limit;

    public BertEmbeddings(BertConfig config) : base(nameof(BertEmbeddings))
    {
        limit = config.MaxPositionEmbeddings;
        word_embeddings = nn.Embedding(config.VocabSize, config.HiddenSize, padding_idx: config.PadTokenId);
        position_embeddings = nn.Embedding(config.MaxPositionEmbeddings, config.HiddenSize);
        token_type_embeddings = nn.Embedding(config.TypeVocabSize, config.HiddenSize);
        LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        RegisterComponents();
    }

    /// <param name="ids"><c>(B, S)</c> int64.</param>
    /// <param name="tokenTypes"><c>(B, S)</c> int64; null is segment 0 throughout.</param>
    public override Tensor forward(Tensor ids, Tensor? tokenTypes)
    {
        var length = ids.shape[1];
        if (length > limit) throw new ArgumentException($"The model has positions for {limit} tokens; the input has {length}. Truncate it to {limit}.", nameof(ids));
        var positions = position_embeddings.weight!.narrow(0, 0, length); // (S, H)
        var types = tokenTypes is null ? token_type_embeddings.weight![0] : token_type_embeddings.call(tokenTypes); // (H) or (B, S, H)
        return dropout.call(LayerNorm.call(word_embeddings.call(ids) + types + positions)); // (B, S, H)
    }
}
