using System.Collections.Frozen;
using System.Text;

namespace NlpTransfer.Tokenization.Unicode;

/// <summary>Looks code points up in <see cref="UnicodeData"/>: classes in two steps, the rest where a class says so.</summary>
/// <remarks>Independent of culture, of ICU and of the runtime's Unicode version.</remarks>
internal static class CharacterTable
{
    private const int PageBits = 8, PageSize = 1 << PageBits;

    private static readonly FrozenDictionary<int, byte> Classes = BuildCombiningClasses();
    private static readonly FrozenDictionary<int, int> LowerCase = BuildLower();
    private static readonly FrozenDictionary<int, Rune[]> Decompositions = BuildDecompositions();

    // Built from the ones above, so it must stay behind them.
    private static readonly byte[][] Pages = BuildPages();

    internal static CharacterClasses ClassesOf(int codePoint) =>
        (CharacterClasses)Pages[codePoint >> PageBits][codePoint & (PageSize - 1)];

    /// <summary>Whether all of some classes are there. Enum.HasFlag allocates until the code is optimized.</summary>
    internal static bool Has(this CharacterClasses classes, CharacterClasses wanted) => (classes & wanted) == wanted;

    /// <summary>The canonical combining class; 0 for a starter.</summary>
    internal static int CombiningClass(int codePoint) => Classes.GetValueOrDefault(codePoint);

    /// <summary>The lower case of one code point alone; U+0130, the only one with two, is the caller's.</summary>
    internal static int Lower(int codePoint) => LowerCase.GetValueOrDefault(codePoint, codePoint);

    /// <summary>The full canonical decomposition, for code points of class <see cref="CharacterClasses.Decomposes"/>
    /// but Hangul syllables.</summary>
    internal static ReadOnlySpan<Rune> Decompose(int codePoint) => Decompositions[codePoint];

    private static byte[][] BuildPages()
    {
        var none = new byte[PageSize];
        var pages = new byte[0x110000 >> PageBits][];
        Array.Fill(pages, none);
        foreach ((int first, int last, CharacterClasses classes) in Ranges())
            for (int codePoint = first; codePoint <= last; codePoint++)
            {
                ref byte[] page = ref pages[codePoint >> PageBits];
                if (ReferenceEquals(page, none))
                    page = new byte[PageSize];
                page[codePoint & (PageSize - 1)] |= (byte)classes;
            }
        return pages;
    }

    private static IEnumerable<(int First, int Last, CharacterClasses Classes)> Ranges() =>
    [
        .. TextRules.Removed.Select(r => (r.First, r.Last, CharacterClasses.Removed)),
        .. TextRules.Spaces.Select(r => (r.First, r.Last, CharacterClasses.Space)),
        .. TextRules.Ideographs.Select(r => (r.First, r.Last, CharacterClasses.Ideograph)),
        .. TextRules.AsciiSymbols.Select(r => (r.First, r.Last, CharacterClasses.Punctuation)),
        .. Pairs(UnicodeData.Format, CharacterClasses.Removed),
        .. Pairs(UnicodeData.Punctuation, CharacterClasses.Punctuation),
        .. Pairs(UnicodeData.NonSpacing, CharacterClasses.NonSpacing),
        .. Classes.Keys.Select(c => (c, c, CharacterClasses.Combining)),
        .. LowerCase.Keys.Select(c => (c, c, CharacterClasses.Upper)),
        .. Decompositions.Keys.Select(c => (c, c, CharacterClasses.Decomposes)),
        (Hangul.First, Hangul.Last, CharacterClasses.Decomposes),
        (TextRules.DottedCapitalI, TextRules.DottedCapitalI, CharacterClasses.Upper),
    ];

    private static List<(int, int, CharacterClasses)> Pairs(ReadOnlySpan<int> pairs, CharacterClasses classes)
    {
        var ranges = new List<(int, int, CharacterClasses)>();
        for (var i = 0; i < pairs.Length; i += 2)
            ranges.Add((pairs[i], pairs[i + 1], classes));
        return ranges;
    }

    private static FrozenDictionary<int, byte> BuildCombiningClasses()
    {
        var classes = new Dictionary<int, byte>();
        ReadOnlySpan<int> data = UnicodeData.CombiningClasses;
        for (var i = 0; i < data.Length; i += 3)
            for (int codePoint = data[i]; codePoint <= data[i + 1]; codePoint++)
                classes.Add(codePoint, (byte)data[i + 2]);
        return classes.ToFrozenDictionary();
    }

    private static FrozenDictionary<int, int> BuildLower()
    {
        var lower = new Dictionary<int, int>();
        ReadOnlySpan<int> data = UnicodeData.Lower;
        for (var i = 0; i < data.Length; i += 4)
            for (int codePoint = data[i]; codePoint <= data[i + 1]; codePoint += data[i + 2])
                lower.Add(codePoint, codePoint + data[i + 3] - 0x10000);
        return lower.ToFrozenDictionary();
    }

    private static FrozenDictionary<int, Rune[]> BuildDecompositions()
    {
        var decompositions = new Dictionary<int, Rune[]>();
        foreach (Range line in UnicodeData.Decompositions.Split('\n'))
            if (UnicodeData.Decompositions[line] is { IsEmpty: false } record)
            {
                Rune[] runes = [.. record.ToString().EnumerateRunes()];
                decompositions.Add(runes[0].Value, runes[1..]);
            }
        return decompositions.ToFrozenDictionary();
    }
}
