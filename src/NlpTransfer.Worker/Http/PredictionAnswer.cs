using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NlpTransfer.Classifiers;

namespace NlpTransfer.Worker.Http;

/// <summary>What <c>:predict</c> answers with, written without a detour through objects and with its length said beforehand: one write for a small answer.</summary>
internal sealed class PredictionAnswer(string model, int version, IReadOnlyList<Prediction> predictions, IReadOnlyList<string> labels) : IResult
{
    private const int BytesOfOne = 256;

    private static readonly JsonWriterOptions Json = new() { Encoder = WorkerJson.Options.Encoder };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = new ArrayBufferWriter<byte>(BytesOfOne * (1 + predictions.Count));
        using (var json = new Utf8JsonWriter(body, Json)) Write(json);
        var response = httpContext.Response;
        (response.ContentType, response.ContentLength) = ("application/json; charset=utf-8", body.WrittenCount);
        await response.BodyWriter.WriteAsync(body.WrittenMemory);
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteNumber("version"u8, version);
        json.WriteStartArray("predictions"u8);
        foreach (var prediction in predictions) Write(json, prediction);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Prediction prediction)
    {
        json.WriteStartObject();
        json.WriteString("label"u8, prediction.Label);
        json.WriteNumber("probability"u8, prediction.Probability);
        json.WriteStartArray("labels"u8);
        foreach (var label in prediction.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        json.WriteStartObject("probabilities"u8);
        for (var i = 0; i < labels.Count; i++) json.WriteNumber(labels[i], prediction.Probabilities[i]);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
