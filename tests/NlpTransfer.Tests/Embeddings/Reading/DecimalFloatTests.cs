using System.Globalization;
using System.Text;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Tests.Embeddings.Reading;

/// <summary>The reference is the library's own parser, which rounds correctly.</summary>
public sealed class DecimalFloatTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("-0.000000")]
    [InlineData("1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1e-45")]
    [InlineData("1.17549435e-38")]
    [InlineData("1.17549421e-38")]
    [InlineData("7.0064923e-46")]
    [InlineData("3.4028235e38")]
    [InlineData("3.40282346638528859811704183484516925440e38")]
    [InlineData("16777217")]
    [InlineData("16777219")]
    [InlineData("1.00000005960464477539062")]
    [InlineData("1.000000059604644775390625")]
    [InlineData("1.00000005960464477539063")]
    [InlineData("0.000030517578125")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("9007199254740993e-10")]
    [InlineData("1E+05")]
    [InlineData("-2.5e-3")]
    public void TryParse_EdgeCases_EqualTheReference(string text) => AssertEqualsReference(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("1 ")]
    public void TryParse_NoNumber_IsRefused(string text) => Assert.False(DecimalFloat.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryParse_RandomDecimals_EqualTheReference()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 200_000; i++)
        {
            AssertEqualsReference(RandomDecimal(random));
        }
    }

    [Fact]
    public void TryParse_ShortestFormOfRandomFloats_ComesBack()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var value = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
            if (float.IsFinite(value))
            {
                AssertEqualsReference(value.ToString(CultureInfo.InvariantCulture));
                AssertEqualsReference(value.ToString("E12", CultureInfo.InvariantCulture));
            }
        }
    }

    internal static string RandomDecimal(Random random)
    {
        var whole = random.Next(4) switch { 0 => random.Next(1000), 1 => random.Next(10), _ => 0 };
        var digits = random.Next(1, 12);
        var text = new StringBuilder(random.Next(2) == 0 ? "-" : "").Append(whole).Append('.');
        for (var i = 0; i < digits; i++)
        {
            text.Append((char)('0' + random.Next(10)));
        }

        return (random.Next(10) == 0 ? text.Append('e').Append(random.Next(-12, 8)) : text).ToString();
    }

    private static void AssertEqualsReference(string text)
    {
        Assert.True(DecimalFloat.TryParse(Encoding.UTF8.GetBytes(text), out var value), text);
        var expected = float.Parse(text, CultureInfo.InvariantCulture);
        Assert.True(BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(value), $"{text}: expected {expected:R}, found {value:R}");
    }
}
