using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>How a new classifier is put on something pretrained; what is null is taken from there.</summary>
public sealed record PretrainedOptions
{
    /// <summary>What an encoder's states are reduced to; only for encoders.</summary>
    /// <value>the saved classifier's; for a sentence encoder (also the built-in one) what its folder says; for another its family's own, as in Hugging Face's <c>...ForSequenceClassification</c></value>
    public EncoderPooling? Pooling { get; init; }

    /// <summary>The tokens a text keeps; for encoders with [CLS] and [SEP] among them.</summary>
    /// <value>the saved classifier's; for an encoder 128</value>
    public int? MaxTokens { get; init; }

    /// <summary>
    /// The encoder's layers to keep, from the bottom: on data unlike what it was pretrained on, early layers carry over and late
    /// ones do not. Only for encoders.
    /// </summary>
    /// <value>null: all of them</value>
    public int? Layers { get; init; }

    /// <summary>Low-rank adapters that train in the place of the encoder's weights. Only for encoders.</summary>
    /// <value>null: the weights themselves train</value>
    public LoraOptions? Lora { get; init; }

    /// <summary>
    /// Groups of an encoder whose pooled states are the features, one behind the other, such as <c>layer.3</c> and <c>layer.5</c>; the last
    /// layer must be among them, and may be called <c>last</c>; <c>2/3</c> is the layer at that part of the depth. Lower layers say more of words and
    /// order, higher ones more of what they were trained for. Only for encoders.
    /// </summary>
    /// <value>null: the saved classifier's; for an encoder the last layer alone</value>
    public IReadOnlyList<string>? Taps { get; init; }

    /// <summary>The new head.</summary>
    /// <value>no hidden layers; dropout as the encoder's own, 0.5 over word vectors</value>
    public HeadOptions? Head { get; init; }

    /// <summary>
    /// Whether what was learned is left out: architecture and tokenizer stay, each weight is drawn anew with its tensor's own mean and
    /// deviation. What such a classifier lacks is what transfer is worth.
    /// </summary>
    /// <value>false</value>
    public bool RandomWeights { get; init; }

    /// <summary>How many labels a text has.</summary>
    /// <value><see cref="ProblemType.SingleLabel"/>, whatever the pretrained model was for</value>
    public ProblemType Problem { get; init; }

    /// <summary>Decides the head's first weights.</summary>
    /// <value>0</value>
    public long Seed { get; init; }

    /// <summary>
    /// What suits <see cref="TrainingOptions.ForFewShot"/> on an encoder: means over the tokens, of the last layer and of the one at two thirds of the
    /// depth, which still says what the last one has learned to leave out.
    /// </summary>
    public static PretrainedOptions ForFewShot() => new() { Pooling = EncoderPooling.Mean, Taps = ["2/3", "last"] };

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. MaxTokens < 3 ? [$"MaxTokens must be at least 3, was {MaxTokens}."] : Array.Empty<string>(),
        .. Layers < 1 ? [$"Layers must be at least 1, was {Layers}."] : Array.Empty<string>(),
        .. Head?.Validate() ?? [], .. Lora?.Validate() ?? [],
    ];
}
