using System.Globalization;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

namespace NlpTransfer.Classifiers;

/// <summary>How an encoder goes on learning its language from unlabelled texts.</summary>
public sealed record AdaptationOptions
{
    /// <summary>The phase in which a head that the weights lack is trained on the frozen encoder.</summary>
    public const string HeadPhase = "new head";

    /// <summary>Part of the tokens that is hidden.</summary>
    /// <value>0.15</value>
    public double MaskedShare { get; init; } = 0.15;

    /// <summary>The tokens of a piece of text, <c>[CLS]</c> and <c>[SEP]</c> among them; longer texts are several pieces.</summary>
    /// <value>128, or as many as the encoder has positions for</value>
    public int MaxTokens { get; init; } = 128;

    /// <summary>Passes over the texts for a head that the weights lack, at ten times the rate, before anything else trains.</summary>
    /// <value>1</value>
    public double HeadEpochs { get; init; } = 1;

    /// <summary>The training itself; its schedule follows the phase of the head, where there is one.</summary>
    /// <value>everything for 3 epochs at a rate of 5e-5</value>
    public TrainingOptions Training { get; init; } = new() { LearningRate = 5e-5, Schedule = FineTuningSchedule.FullFineTuning(3) };

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. MaskedShare is > 0 and < 1 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"MaskedShare must be above 0 and below 1, was {MaskedShare}.")],
        .. MaxTokens < 3 ? [$"MaxTokens must be at least 3, was {MaxTokens}."] : Array.Empty<string>(),
        .. HeadEpochs > 0 && double.IsFinite(HeadEpochs) ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"HeadEpochs must be above 0, was {HeadEpochs}.")],
        .. Training.Validate(),
    ];

    /// <summary>The training with the phase of the head in front, where the head is new.</summary>
    internal TrainingOptions Whole(bool headIsNew) => !headIsNew ? Training : Training with
    {
        Schedule = Training.Schedule with
        {
            Phases = [new Phase { Name = HeadPhase, Groups = [new(GroupSelector.Head, 10)], Length = PhaseLength.Epochs(HeadEpochs) }, .. Training.Schedule.Phases],
        },
    };
}
