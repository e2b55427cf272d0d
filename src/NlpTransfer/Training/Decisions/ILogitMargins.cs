namespace NlpTransfer.Training;

/// <summary>The loss of fixed logits as a function of one over the temperature.</summary>
internal interface ILogitMargins
{
    /// <summary>Whether the loss falls for ever as the temperature goes to 0: every decision is right.</summary>
    bool AreAllRight { get; }

    /// <summary>Mean negative log-likelihood of logits times <paramref name="inverse"/>.</summary>
    double Loss(double inverse);
}
