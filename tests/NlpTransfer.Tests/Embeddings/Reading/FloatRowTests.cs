using System.Globalization;
using System.Text;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings.Reading;

public sealed unsafe class FloatRowTests
{
    [Fact]
    public void TryParse_RowsOfEveryLength_EqualTheReference()
    {
        var random = new Random(11);
        for (var count = 1; count <= 300; count++)
        {
            AssertRow([.. Enumerable.Range(0, count).Select(_ => Usual(random))]);
            AssertRow([.. Enumerable.Range(0, count).Select(_ => DecimalFloatTests.RandomDecimal(random))]);
        }
    }

    /// <summary>
    /// 0.1234567 times 10^-7 and its like: all eight-digit values near a midpoint between two floats, where a product
    /// that is off by one unit in the last place would round the other way.
    /// </summary>
    [Fact]
    public void TryParse_ValuesNearMidpoints_EqualTheReference()
    {
        var random = new Random(13);
        var near = new List<string>();
        while (near.Count < 2_000)
        {
            var low = (float)(random.NextDouble() * 9);
            var middle = ((double)low + MathF.BitIncrement(low)) / 2;
            near.Add(middle.ToString("F7", CultureInfo.InvariantCulture));
            near.Add((-middle).ToString("F7", CultureInfo.InvariantCulture));
        }

        AssertRow([.. near]);
    }

    [Theory]
    [InlineData("0.12a")]
    [InlineData("a.123")]
    [InlineData("0.123456\u00B5")]
    [InlineData("\u00E9.12345")]
    [InlineData("0..1234")]
    [InlineData("")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("1e39")]
    public void TryParse_OneTokenThatIsNoFiniteNumber_IsRefused(string token)
    {
        Assert.Null(Parse(["0.5", "-0.25", token, "0.125"]));
        Assert.Null(Parse([token]));
    }

    [Fact]
    public void ScalarConversion_EqualsTheVectorised()
    {
        // Whatever this processor supports, both ways are compared with the same reference.
        var random = new Random(17);
        var tokens = Enumerable.Range(0, 120).Select(_ => Usual(random)).ToArray();
        var staged = tokens.Select(Staged).ToArray();
        var found = new float[tokens.Length];
        fixed (ulong* first = staged)
        {
            fixed (float* destination = found)
            {
                Assert.True(FloatRowScalar.Convert(first, tokens.Length, destination));
            }
        }

        Assert.Equal(EmbeddingFiles.Bits(Reference(tokens)), EmbeddingFiles.Bits(found));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0x7F)]
    public void ScalarConversion_ByteThatIsNoDigit_IsRefused(byte wrong)
    {
        for (var position = 0; position < 7; position++)
        {
            var staged = (ulong)wrong << (8 * position);
            float value;
            Assert.False(FloatRowScalar.Convert(&staged, 1, &value));
        }
    }

    private static string Usual(Random random)
    {
        var digits = random.Next(1, 8);
        return $"{(random.Next(2) == 0 ? "-" : "")}{random.Next(10)}.{random.NextInt64((long)Math.Pow(10, digits)).ToString(new string('0', digits), CultureInfo.InvariantCulture)}";
    }

    private static ulong Staged(string token)
    {
        var digits = token.TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        var packed = digits.Select((digit, at) => (ulong)(digit - '0') << (8 * at)).Aggregate(0UL, (sum, part) => sum | part);
        return packed | (token[0] == '-' ? 1UL << 63 : 0);
    }

    private static void AssertRow(string[] tokens)
    {
        var found = Parse(tokens);
        Assert.NotNull(found);
        Assert.Equal(EmbeddingFiles.Bits(Reference(tokens)), EmbeddingFiles.Bits(found));
    }

    private static float[] Reference(string[] tokens) => [.. tokens.Select(token => float.Parse(token, CultureInfo.InvariantCulture))];

    private static float[]? Parse(string[] tokens)
    {
        var text = Encoding.UTF8.GetBytes(" " + string.Join(' ', tokens) + "\n" + new string('9', 64));
        var ends = new List<int>();
        for (var at = 0; ends.Count <= tokens.Length; at++)
        {
            if (text[at] <= ' ')
            {
                ends.Add(at);
            }
        }

        var values = new float[tokens.Length];
        fixed (byte* data = text)
        {
            fixed (int* first = ends.ToArray())
            {
                fixed (float* destination = values)
                {
                    return FloatRow.TryParse(data, first + 1, tokens.Length, destination) ? values : null;
                }
            }
        }
    }
}
