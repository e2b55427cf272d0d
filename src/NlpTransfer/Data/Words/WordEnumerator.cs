namespace NlpTransfer.Data;

/// <summary>The words of one text, in order; see <see cref="WordTokenizer"/> for the rules.</summary>
public ref struct WordEnumerator
{
    private readonly ReadOnlySpan<char> text;
    private readonly WordTokenizerOptions options;
    private int position;
    private int pendingStart; // the second half of a contraction, when pendingEnd > 0
    private int pendingEnd;
    private int linkEnd; // up to here only the words of a link are taken

    internal WordEnumerator(string normalized, WordTokenizerOptions options)
    {
        text = normalized;
        this.options = options;
    }

    /// <summary>The word at hand.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public readonly WordEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (pendingEnd > 0)
        {
            Current = text[pendingStart..pendingEnd];
            pendingEnd = 0;
            return true;
        }
        while (position < text.Length)
        {
            var start = position;
            var end = Next(start, out var isToken);
            position = end;
            if (!isToken) continue;
            return true;
        }
        return false;
    }

    /// <returns>Where the next token search goes on; <see cref="Current"/> is set when there is a token.</returns>
    private int Next(int start, out bool isToken)
    {
        isToken = true;
        switch (CharClasses.Of(text[start]))
        {
            case CharClass.Space:
                isToken = false;
                return start + 1;
            case CharClass.Letter or CharClass.Digit or CharClass.Extend:
                return Word(start);
            case CharClass.Ideograph:
                return Take(start, start + 1, start + 1);
            case CharClass.Surrogate:
                return Surrogate(start);
            default:
                if (start >= linkEnd) return Mark(start);
                isToken = false;
                return start + 1;
        }
    }

    private int Take(int start, int end, int next)
    {
        Current = text[start..end];
        return next;
    }

    private int Word(int start)
    {
        var end = WordScanner.RunEnd(text, start);
        if (start >= linkEnd && LinkScanner.End(text, start, end) is > 0 and var link)
        {
            if (options.KeepLinks) return Take(start, link, link);
            linkEnd = link;
        }
        if (start < linkEnd) return Take(start, Math.Min(end, linkEnd), Math.Min(end, linkEnd));
        end = WordScanner.Extended(text, start, end, options.KeepHyphens);
        return options.SplitContractions ? Contracted(start, end) : Take(start, end, end);
    }

    private int Contracted(int start, int end)
    {
        var suffix = ContractionScanner.SuffixStart(text[start..end]);
        if (suffix > 0)
        {
            (pendingStart, pendingEnd) = (start + suffix, end);
            return Take(start, start + suffix, end);
        }
        return Take(start, end, end);
    }

    private int Surrogate(int start)
    {
        if (start + 1 == text.Length || !char.IsSurrogatePair(text[start], text[start + 1])) return Take(start, start + 1, start + 1);
        return CharClasses.OfPair(text[start], text[start + 1]) switch
        {
            CharClass.Letter or CharClass.Digit or CharClass.Extend => Word(start),
            CharClass.Ideograph => Take(start, start + 2, start + 2),
            _ => Emoji(start),
        };
    }

    private int Emoji(int start)
    {
        var end = start + EmojiScanner.Length(text[start..]);
        return Take(start, end, end);
    }

    private int Mark(int start)
    {
        if (text[start] is '#' or '@' && TagEnd(start) is > 0 and var tag) return Take(start, tag, tag);
        if (text[start] == '\'' && CliticEnd(start) is > 0 and var clitic) return Take(start, clitic, clitic);
        var emoji = EmojiScanner.Length(text[start..]);
        if (emoji > 1) return Take(start, start + emoji, start + emoji);
        return Run(start);
    }

    private readonly int TagEnd(int start)
    {
        if (!options.KeepTags || start + 1 == text.Length || !CharClasses.IsWord(text[start + 1])) return -1;
        var end = WordScanner.RunEnd(text, start + 1);
        while (end + 1 < text.Length && text[end] == '_' && CharClasses.IsWord(text[end + 1])) end = WordScanner.RunEnd(text, end + 1);
        return end;
    }

    // Text that was tokenized before has its clitics apart already: "it 's".
    private readonly int CliticEnd(int start)
    {
        if (!options.SplitContractions || start == 0 || CharClasses.Of(text[start - 1]) != CharClass.Space) return -1;
        var end = WordScanner.RunEnd(text, start + 1);
        return ContractionScanner.IsClitic(text[(start + 1)..end]) ? end : -1;
    }

    // Rulers of eighty hyphens or stars would fill the first tokens of a mail: a run says little more than its first marks.
    private int Run(int start)
    {
        var mark = text[start];
        var end = start + 1;
        while (end < text.Length && text[end] == mark) end++;
        var length = end - start;
        if (mark == '.' && length >= 2) return Take(start, start + Math.Min(3, length), end);
        if (mark == '-' && length >= 2) return Take(start, start + 2, end);
        return Take(start, start + 1, length > 3 ? end - 2 : start + 1);
    }
}
