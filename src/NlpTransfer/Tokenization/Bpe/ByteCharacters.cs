namespace NlpTransfer.Tokenization;

/// <summary>A printable character for each byte, as GPT-2's vocabularies spell them (Radford et al. 2019, section 2.2): itself where it is printable, else the next from U+0100 on.</summary>
internal static class ByteCharacters
{
    private const int FirstStandIn = 0x100;

    private static readonly char[] OfByte = Build();

    public static char Of(byte value) => OfByte[value];

    private static char[] Build()
    {
        var table = new char[256];
        var next = FirstStandIn;
        for (var b = 0; b < table.Length; b++) table[b] = b is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)b : (char)next++;
        return table;
    }
}
