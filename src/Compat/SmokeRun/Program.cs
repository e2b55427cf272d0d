using SmokeRun;

// SmokeRun [cpu|cuda]: does the torch that this was built with train as recorded?
string device = args is ["cuda", ..] ? "cuda" : "cpu";
TrainingStep found = TrainingStep.Run(device);
IReadOnlyList<string> differences = found.DifferencesFrom(TrainingStep.Recorded);
if (differences.Count == 0)
{
    Console.WriteLine($"one training step on {device}: as recorded");
    return 0;
}

Console.Error.WriteLine($"one training step on {device} differs from libtorch's own: {string.Join("; ", differences)}.");
return 1;
