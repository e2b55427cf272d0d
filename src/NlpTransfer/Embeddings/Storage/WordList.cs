using System.Collections;

namespace NlpTransfer.Embeddings;

/// <summary>The words of a table as a list of strings that are made when asked for.</summary>
/// <remarks>Strings for 341,479 words would take 14 MB and 10 ms that most users never need.</remarks>
internal sealed class WordList(WordTable table) : IReadOnlyList<string>
{
    public int Count => table.Count;

    public string this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, table.Count);
            return table.Word(index);
        }
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (var row = 0; row < table.Count; row++)
        {
            yield return table.Word(row);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
