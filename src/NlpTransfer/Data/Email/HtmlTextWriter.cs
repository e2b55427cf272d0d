using System.Text;

namespace NlpTransfer.Data;

/// <summary>Gathers text with white space as a browser shows it.</summary>
internal sealed class HtmlTextWriter(int capacity)
{
    private readonly StringBuilder text = new(capacity);
    private bool isSpaceDue;

    public void Append(char c)
    {
        if (char.IsWhiteSpace(c) || c == '\0')
        {
            isSpaceDue = true;
            return;
        }
        if (c is '\u200B' or '\u00AD' or '\uFEFF') return; // invisible, and put into words to hide them
        if (isSpaceDue && text.Length > 0 && text[^1] != '\n') text.Append(' ');
        isSpaceDue = false;
        text.Append(c);
    }

    public void EndLine()
    {
        isSpaceDue = false;
        if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
    }

    public override string ToString() => text.ToString();
}
