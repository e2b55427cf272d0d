namespace NlpTransfer.Training;

/// <summary>What dividing logits by a temperature did to the probabilities, on the data that it was chosen on.</summary>
/// <param name="Temperature">Above 1 the network was too sure of itself, below 1 too modest; 1 changes nothing.</param>
/// <param name="LossBefore">Negative log-likelihood without it, in nats.</param>
/// <param name="LossAfter">With it.</param>
/// <param name="EceBefore">Expected calibration error without it.</param>
/// <param name="EceAfter">With it. Usually lower; the temperature is the one with the lowest loss.</param>
/// <param name="Examples">How many it was chosen on.</param>
/// <param name="IsBounded">False when the loss goes on falling as the temperature goes to its limits, as where every example is predicted right; the temperature is then 1.</param>
public sealed record TemperatureReport(double Temperature, double LossBefore, double LossAfter, double EceBefore, double EceAfter, int Examples, bool IsBounded);
