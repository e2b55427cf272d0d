namespace NlpTransfer.Cli.Verbs.Predict;

/// <summary>How predictions look on standard output.</summary>
internal interface IPredictionWriter
{
    /// <summary>Writes one row; rows come in the order of the input.</summary>
    void Write(PredictionRow row);

    /// <summary>Called once after the last row.</summary>
    void Finish();
}
