using System.Text;
using Microsoft.ML.Tokenizers;
using NlpTransfer.Tokenization;

namespace NlpTransfer.Tests.Tokenization;

/// <summary>Small vocabularies written in a test: the five special tokens and whatever the test needs.</summary>
internal static class VocabularyText
{
    private const string Special = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";

    internal static MemoryStream Of(params string[] tokens) => new(Encoding.UTF8.GetBytes(Special + string.Join('\n', tokens)));

    /// <summary>The tokens' texts, without [CLS] and [SEP].</summary>
    internal static string[] Cut(BertTextRules rules, string text, params string[] vocabulary) =>
        [.. BertTokenization.Create(Of(vocabulary), rules).EncodeToTokens(text, out _).Select(t => t.Value)];
}
