using NlpTransfer.Backbones;
using NlpTransfer.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Turns texts into what a backbone takes. Safe to use from several threads.</summary>
public interface ITextPreprocessor
{
    /// <summary>The most tokens a text keeps.</summary>
    int MaxTokens { get; }

    /// <summary>The ids of a text, at most <see cref="MaxTokens"/>.</summary>
    EncodedText Encode(TextExample example);

    /// <summary>Pads texts to the longest of them: ids <c>(B, S)</c> int64 and mask <c>(B, S)</c> bool, S at least 1.</summary>
    Activations Collate(IReadOnlyList<EncodedText> texts, Device device);

    /// <summary>Writes what <c>Load</c> needs into a classifier's folder.</summary>
    void Save(string folder);
}
