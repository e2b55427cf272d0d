using NlpTransfer.Backbones;

namespace NlpTransfer.Classifiers;

/// <summary>The <c>bert</c> section of a classifier's <c>config.json</c>: what Hugging Face's own keys do not say.</summary>
internal sealed record BertSection(BertPooling Pooling, int MaxTokens);
