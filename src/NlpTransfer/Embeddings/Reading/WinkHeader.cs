using System.Globalization;
using System.Text;

namespace NlpTransfer.Embeddings;

/// <summary>What stands before the vectors in a wink document: sizes, and which columns hold norm and row number.</summary>
internal sealed record WinkHeader
{
    private const int MostColumns = 1 << 20;

    /// <summary>Rows that the document announces.</summary>
    public required long Size { get; init; }

    /// <summary>Values in each row.</summary>
    public required int Dimension { get; init; }

    /// <summary>The column, from 0, that holds the row number.</summary>
    public required int IndexColumn { get; init; }

    /// <summary>Numbers in each row, norm and index included.</summary>
    public required int Columns { get; init; }

    /// <summary>Where the first record begins.</summary>
    public required long DataOffset { get; init; }

    /// <summary>Reads members up to <c>"vectors":{</c> and skips the list of words, which the vectors repeat.</summary>
    public static WinkHeader Read(Stream stream, string path)
    {
        var cursor = new ByteCursor(stream, path);
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        cursor.Expect('{');
        while (true)
        {
            var name = cursor.String();
            cursor.Expect(':');
            var next = cursor.PeekVisible();
            if (name == "vectors")
            {
                cursor.Expect('{');
                cursor.PeekVisible();
                return FromMembers(numbers, cursor.Position, path);
            }

            if (next == '[')
            {
                cursor.SkipArrayOfStrings();
            }
            else
            {
                numbers[name] = Number(cursor.Scalar(), name, path);
            }

            cursor.Expect(',');
        }
    }

    private static WinkHeader FromMembers(Dictionary<string, long> numbers, long offset, string path)
    {
        long[] values = [.. new[] { "size", "dimensions", "l2NormIndex", "wordIndex" }.Select(Member)];
        var (size, dimension, norm, index) = (values[0], values[1], values[2], values[3]);
        if (size < 0 || dimension is < 1 or > MostColumns || norm < dimension || index < dimension || Math.Max(norm, index) > MostColumns)
        {
            throw new VectorFormatException(path, $"Expected sizes that fit together, found size {size}, dimensions {dimension}, l2NormIndex {norm} and wordIndex {index}; norm and index must come behind the values.", byteOffset: 0);
        }

        return new WinkHeader { Size = size, Dimension = (int)dimension, IndexColumn = (int)index, Columns = (int)Math.Max(norm, index) + 1, DataOffset = offset };

        long Member(string name) => numbers.TryGetValue(name, out var value)
            ? value
            : throw new VectorFormatException(path, $"Expected the member \"{name}\" before \"vectors\"; this is not a wink document of word vectors.", byteOffset: 0);
    }

    private static long Number(byte[] scalar, string name, string path) =>
        long.TryParse(Encoding.UTF8.GetString(scalar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new VectorFormatException(path, $"Expected a whole number as \"{name}\", found {Quote.Bytes(scalar)}.", byteOffset: 0);
}
