using System.Text.Json.Serialization;
using NlpTransfer.Backbones;

namespace NlpTransfer.Classifiers;

/// <summary>An encoder's section of a classifier's <c>config.json</c>, called by its <c>model_type</c>: what Hugging Face's own keys do not say.</summary>
/// <param name="Pooling">What states become.</param>
/// <param name="MaxTokens">The most tokens of a text.</param>
/// <param name="Taps">The groups whose states are the features, where it is not the last layer alone.</param>
/// <param name="EncoderHash">Of an adapter: SHA-256 of the weights that it was trained on; null of a whole model.</param>
internal sealed record EncoderSection(EncoderPooling Pooling, int MaxTokens, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Taps = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EncoderHash = null);
