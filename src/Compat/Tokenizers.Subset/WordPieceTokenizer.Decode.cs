using System.Buffers;
using System.Text;

namespace Microsoft.ML.Tokenizers;

public partial class WordPieceTokenizer
{
    /// <inheritdoc />
    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    /// <summary>The text that the ids stand for; no space before <c>. , ! ? '</c>, ids that the vocabulary lacks are left out.</summary>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var text = new StringBuilder();
        var first = true;
        foreach (int id in ids)
        {
            if (IsSkipped(id, skipSpecialTokens))
                continue;
            if (model.Vocabulary.Token(id) is { } token)
                Append(text, token, first);
            first = false;
        }
        return text.ToString();
    }

    /// <inheritdoc />
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten) =>
        Decode(ids, destination, skipSpecialTokens: false, out idsConsumed, out charsWritten);

    /// <summary>Writes the text that the ids stand for, every word after a space.</summary>
    /// <returns><see cref="OperationStatus.InvalidData"/> at an id that the vocabulary lacks.</returns>
    public OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, bool skipSpecialTokens, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        idsConsumed = charsWritten = 0;
        foreach (int id in ids)
        {
            if (IsSkipped(id, skipSpecialTokens))
                continue;
            if (model.Vocabulary.Token(id) is not { } token)
                return OperationStatus.InvalidData;
            if (!TryWrite(token, idsConsumed == 0, destination[charsWritten..], ref charsWritten))
                return OperationStatus.DestinationTooSmall;
            idsConsumed++;
        }
        return OperationStatus.Done;
    }

    private bool IsSkipped(int id, bool skipSpecialTokens) => skipSpecialTokens && specialTokensById?.ContainsKey(id) == true;

    private bool Continues(string token) => token.StartsWith(ContinuingSubwordPrefix, StringComparison.Ordinal);

    private void Append(StringBuilder text, string token, bool first)
    {
        if (Continues(token))
            text.Append(token, ContinuingSubwordPrefix.Length, token.Length - ContinuingSubwordPrefix.Length);
        else
            text.Append(first || token[0] is '.' or ',' or '!' or '?' or '\'' ? "" : " ").Append(token);
    }

    private bool TryWrite(string token, bool first, Span<char> destination, ref int written)
    {
        ReadOnlySpan<char> text = Continues(token) ? token.AsSpan(ContinuingSubwordPrefix.Length) : token;
        int space = first || Continues(token) ? 0 : 1;
        if (text.Length + space > destination.Length)
            return false;
        destination[..space].Fill(' ');
        text.CopyTo(destination[space..]);
        written += text.Length + space;
        return true;
    }
}
