using NlpTransfer.Backbones;

namespace NlpTransfer.Classifiers;

/// <summary>An encoder's section of a classifier's <c>config.json</c>, called by its <c>model_type</c>: what Hugging Face's own keys do not say.</summary>
internal sealed record EncoderSection(EncoderPooling Pooling, int MaxTokens);
