using System.Text;

namespace Microsoft.ML.Tokenizers.Tests;

internal static class SmallVocabulary
{
    // [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, [MASK] 4, hello 5, hell 6, ##o 7, ##s 8, world 9, , 10, ! 11, cafe 12, ##x 13
    private const string Lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nhell\n##o\n##s\nworld\n,\n!\ncafe\n##x";

    internal static MemoryStream Open(string more = "") => new(Encoding.UTF8.GetBytes(Lines + more));
}
