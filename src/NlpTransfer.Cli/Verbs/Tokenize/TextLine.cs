using System.Text.Json;

namespace NlpTransfer.Cli.Verbs.Tokenize;

/// <summary>One line <c>{"text":..}</c>.</summary>
internal static class TextLine
{
    /// <summary>Its text.</summary>
    /// <param name="json">The line.</param>
    /// <param name="number">Its number, from 1, for the error.</param>
    /// <exception cref="FormatException">It is not a JSON object with a text; the message has the line's number, never its content.</exception>
    public static string Read(string json, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
                return text.GetString()!;
        }
        catch (JsonException error)
        {
            throw new FormatException($"standard input, line {number}: not JSON at byte {error.BytePositionInLine}; expected {{\"text\": \"...\"}}.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"standard input, line {number}: the text holds half of a surrogate pair (\\ud800 to \\udfff alone), which is no character.", error);
        }

        throw new FormatException($"standard input, line {number}: expected an object with a member \"text\" that is a string.");
    }
}
