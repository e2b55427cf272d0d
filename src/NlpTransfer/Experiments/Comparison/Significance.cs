namespace NlpTransfer.Experiments;

/// <summary>Whether a configuration's figure differs from another's by more than the choice of test examples explains.</summary>
/// <param name="Difference">Mean over the paired runs, this one minus the first.</param>
/// <param name="Low">Lower end of the 95 % interval of the difference.</param>
/// <param name="High">Upper end.</param>
/// <param name="P">Two-sided: how often a draw of examples turns the difference's sign, twice.</param>
/// <param name="Pairs">Runs of equal seed and equal test examples that were compared.</param>
public sealed record Significance(double Difference, double Low, double High, double P, int Pairs);
