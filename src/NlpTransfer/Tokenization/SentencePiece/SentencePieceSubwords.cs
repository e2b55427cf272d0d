namespace NlpTransfer.Tokenization;

/// <summary>A SentencePiece model as a tokenizer: normalises, then cuts.</summary>
internal sealed class SentencePieceSubwords(SentencePieceModel model, string source) : ISubwordTokenizer
{
    private readonly SentencePieceNormalizer normalizer = new(model, source);
    private readonly UnigramModel unigram = new(model.Pieces, model.ByteFallback);

    public IReadOnlyList<int> Encode(string text, int most)
    {
        var ids = new List<int>();
        unigram.Encode(normalizer.Normalize(text), ids);
        return ids;
    }
}
