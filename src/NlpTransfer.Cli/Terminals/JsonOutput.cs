using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NlpTransfer.Cli;

/// <summary>How results look as JSON: snake_case names, UTF-8 letters as they are, no NaN (null instead).</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Document = Create(indented: true);
    private static readonly JsonSerializerOptions OneLine = Create(indented: false);

    /// <summary>One document over several lines.</summary>
    public static void WriteDocument(TextWriter output, object value) => output.WriteLine(JsonSerializer.Serialize(value, Document));

    /// <summary>One value on one line, for JSON Lines.</summary>
    public static void WriteLine(TextWriter output, object value) => output.WriteLine(JsonSerializer.Serialize(value, OneLine));

    private static JsonSerializerOptions Create(bool indented) => new()
    {
        WriteIndented = indented,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        Converters = { new FiniteNumber(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    // JSON has no NaN: a metric that cannot be computed (AUROC of one class) becomes null.
    private sealed class FiniteNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
