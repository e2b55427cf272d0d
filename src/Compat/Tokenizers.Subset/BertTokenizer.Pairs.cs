using System.Buffers;

namespace Microsoft.ML.Tokenizers;

public sealed partial class BertTokenizer
{
    /// <summary><c>[CLS] ids [SEP]</c>, or <c>[CLS] ids [SEP] more [SEP]</c>.</summary>
    public IReadOnlyList<int> BuildInputsWithSpecialTokens(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null) =>
        [.. WithSpecialTokens(tokenIds, additionalTokenIds)];

    /// <inheritdoc cref="BuildInputsWithSpecialTokens(IEnumerable{int}, IEnumerable{int})" />
    public OperationStatus BuildInputsWithSpecialTokens(IEnumerable<int> tokenIds, Span<int> destination, out int valuesWritten, IEnumerable<int>? additionalTokenIds = null) =>
        Write(WithSpecialTokens(tokenIds, additionalTokenIds), destination, out valuesWritten);

    /// <summary>1 for a special token, 0 for a token of the text.</summary>
    /// <param name="tokenIds">The first text's ids.</param>
    /// <param name="additionalTokenIds">The second text's ids.</param>
    /// <param name="alreadyHasSpecialTokens">Whether [CLS] and [SEP] are in the ids already.</param>
    public IReadOnlyList<int> GetSpecialTokensMask(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null, bool alreadyHasSpecialTokens = false) =>
        [.. Mask(tokenIds, additionalTokenIds, alreadyHasSpecialTokens)];

    /// <inheritdoc cref="GetSpecialTokensMask(IEnumerable{int}, IEnumerable{int}, bool)" />
    public OperationStatus GetSpecialTokensMask(IEnumerable<int> tokenIds, Span<int> destination, out int valuesWritten, IEnumerable<int>? additionalTokenIds = null, bool alreadyHasSpecialTokens = false) =>
        Write(Mask(tokenIds, additionalTokenIds, alreadyHasSpecialTokens), destination, out valuesWritten);

    /// <summary>0 for the first text with its [CLS] and [SEP], 1 for the second with its [SEP].</summary>
    public IReadOnlyList<int> CreateTokenTypeIdsFromSequences(IEnumerable<int> tokenIds, IEnumerable<int>? additionalTokenIds = null) =>
        [.. TokenTypes(tokenIds, additionalTokenIds)];

    /// <inheritdoc cref="CreateTokenTypeIdsFromSequences(IEnumerable{int}, IEnumerable{int})" />
    public OperationStatus CreateTokenTypeIdsFromSequences(IEnumerable<int> tokenIds, Span<int> destination, out int valuesWritten, IEnumerable<int>? additionalTokenIds = null) =>
        Write(TokenTypes(tokenIds, additionalTokenIds), destination, out valuesWritten);

    private IEnumerable<int> WithSpecialTokens(IEnumerable<int> ids, IEnumerable<int>? more)
    {
        ArgumentNullException.ThrowIfNull(ids, "tokenIds");
        IEnumerable<int> first = ids.Prepend(ClassificationTokenId).Append(SeparatorTokenId);
        return more is null ? first : first.Concat(more).Append(SeparatorTokenId);
    }

    private IEnumerable<int> Mask(IEnumerable<int> ids, IEnumerable<int>? more, bool alreadySpecial)
    {
        ArgumentNullException.ThrowIfNull(ids, "tokenIds");
        if (alreadySpecial)
            return ids.Concat(more ?? []).Select(id => IsSpecial(id) ? 1 : 0);
        IEnumerable<int> first = ids.Select(_ => 0).Prepend(1).Append(1);
        return more is null ? first : first.Concat(more.Select(_ => 0)).Append(1);
    }

    private bool IsSpecial(int id) =>
        id == ClassificationTokenId || id == SeparatorTokenId || id == PaddingTokenId || id == MaskingTokenId || id == UnknownTokenId;

    private static IEnumerable<int> TokenTypes(IEnumerable<int> ids, IEnumerable<int>? more)
    {
        ArgumentNullException.ThrowIfNull(ids, "tokenIds");
        IEnumerable<int> first = ids.Select(_ => 0).Append(0).Append(0);
        return more is null ? first : first.Concat(more.Select(_ => 1)).Append(1);
    }

    private static OperationStatus Write(IEnumerable<int> values, Span<int> destination, out int written)
    {
        written = 0;
        foreach (int value in values)
        {
            if (written == destination.Length)
            {
                written = 0;
                return OperationStatus.DestinationTooSmall;
            }
            destination[written++] = value;
        }
        return OperationStatus.Done;
    }
}
