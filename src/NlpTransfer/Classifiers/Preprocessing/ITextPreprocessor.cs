using NlpTransfer.Backbones;
using NlpTransfer.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>Turns texts into what a backbone takes. Safe to use from several threads.</summary>
public interface ITextPreprocessor
{
    /// <summary>The most tokens a text keeps.</summary>
    int MaxTokens { get; }

    /// <summary>Names everything that decides the ids of a text; null where that has no name.</summary>
    string? Fingerprint => null;

    /// <summary>The ids of a text, at most <see cref="MaxTokens"/>.</summary>
    EncodedText Encode(TextExample example);

    /// <summary>The ids of a text in windows of at most <see cref="MaxTokens"/>, none of them truncated: one where it fits, more where it is longer.</summary>
    /// <param name="example">A text or a pair, whose second text stands in every window and is cut where it takes more than half of one.</param>
    /// <param name="stride">Tokens from the beginning of one window to that of the next; null is half of what a window holds, and more than that leaves nothing out.</param>
    IReadOnlyList<EncodedText> Windows(TextExample example, int? stride);

    /// <summary>Pads texts to the longest of them: ids <c>(B, S)</c> int64 and mask <c>(B, S)</c> bool, S at least 1.</summary>
    Activations Collate(IReadOnlyList<EncodedText> texts, Device device);

    /// <summary>Writes what <c>Load</c> needs into a classifier's folder.</summary>
    void Save(string folder);
}
