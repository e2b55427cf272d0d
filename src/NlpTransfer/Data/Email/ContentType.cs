using System.Text;

namespace NlpTransfer.Data;

/// <summary>A Content-Type value (RFC 2045, section 5.1), its parameters joined and decoded as RFC 2231 has it; forgives what real mail gets wrong.</summary>
internal sealed class ContentType
{
    private readonly Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);

    private ContentType(string mediaType) => MediaType = mediaType;

    /// <summary>Lower case, for example <c>text/html</c>; <c>text/plain</c> when the value names none.</summary>
    public string MediaType { get; }

    /// <summary>A parameter's value, or null.</summary>
    public string? this[string name] => parameters.GetValueOrDefault(name);

    public static ContentType Parse(string value)
    {
        var end = value.AsSpan().IndexOfAny("; \t");
        var mediaType = (end < 0 ? value : value[..end]).Trim().ToLowerInvariant();
        var type = new ContentType(mediaType.Contains('/') ? mediaType : mediaType == "text" || mediaType.Length == 0 ? "text/plain" : mediaType);
        if (end >= 0) type.AddParameters(value, end);
        type.JoinContinuations();
        return type;
    }

    private void AddParameters(string value, int position)
    {
        while (position < value.Length)
        {
            while (position < value.Length && value[position] is ';' or ' ' or '\t') position++;
            var equals = value.IndexOf('=', position);
            if (equals < 0) return;
            var name = value[position..equals].Trim();
            position = equals + 1;
            parameters.TryAdd(name, ParameterValue(value, ref position));
        }
    }

    private static string ParameterValue(string value, ref int position)
    {
        while (position < value.Length && value[position] is ' ' or '\t') position++;
        return position < value.Length && value[position] == '"' ? Quoted(value, ref position) : Token(value, ref position);
    }

    private static string Token(string value, ref int position)
    {
        var end = value.AsSpan(position).IndexOfAny("; \t") is >= 0 and var length ? position + length : value.Length;
        var token = value[position..end];
        position = end;
        return token;
    }

    private static string Quoted(string value, ref int position)
    {
        var text = new StringBuilder();
        for (position++; position < value.Length && value[position] != '"'; position++)
        {
            if (value[position] == '\\' && position + 1 < value.Length) position++;
            text.Append(value[position]);
        }
        position++;
        return text.ToString();
    }

    // name*0="a"; name*1="b" is one value; name*=utf-8''%41 is percent-encoded behind its character set and language.
    private void JoinContinuations()
    {
        foreach (var name in parameters.Keys.Where(k => k.Contains('*')).Select(k => k[..k.IndexOf('*')]).Distinct(StringComparer.OrdinalIgnoreCase).ToArray())
        {
            var joined = new StringBuilder(Extended(name + "*", isFirst: true) ?? "");
            for (var i = 0; (parameters.GetValueOrDefault($"{name}*{i}") ?? Extended($"{name}*{i}*", isFirst: i == 0)) is { } piece; i++) joined.Append(piece);
            parameters.TryAdd(name, joined.ToString());
        }
    }

    private string? Extended(string name, bool isFirst)
    {
        if (!parameters.TryGetValue(name, out var value)) return null;
        var text = isFirst && value.Split('\'', 3) is [_, _, var behind] ? behind : value;
        return Uri.UnescapeDataString(text);
    }
}
