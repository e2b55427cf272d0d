using Microsoft.ML.Tokenizers;

namespace NlpTransfer.Tokenization;

/// <summary>BERT's tokenizer as any other.</summary>
internal sealed class BertSubwords(BertTokenizer tokenizer) : ISubwordTokenizer
{
    public IReadOnlyList<int> Encode(string text, int most) => tokenizer.EncodeToIds(text, most, addSpecialTokens: false, out _, out _);
}
