// Benchmarks [--list | name ...]; without names, all of them.
var benchmarks = new Dictionary<string, Action<TextWriter>>(StringComparer.Ordinal)
{
    ["data"] = DataBenchmark.Run,
    ["tokenization"] = TokenizationBenchmark.Run,
#if TORCH_SUBSET
    ["dispatch"] = DispatchBenchmark.Run,
#endif
    ["images"] = ImageBenchmark.Run,
    ["word-vectors"] = WordVectorsBenchmark.Run,
    ["text-training"] = TextTrainingBenchmark.Run,
    ["encoders"] = EncoderBenchmark.Run,
    ["encoder-accuracy"] = EncoderAccuracyBenchmark.Run,
    ["accuracy"] = AccuracyBenchmark.Run,
    ["few-shot"] = FewShotBenchmark.Run,
    ["checkpoints"] = CheckpointBenchmark.Run,
    ["feature-cache"] = FeatureCacheBenchmark.Run,
    ["predict"] = PredictBenchmark.Run,
    ["sweep"] = SweepBenchmark.Run,
};

if (args is ["--list"])
{
    Console.WriteLine(string.Join('\n', benchmarks.Keys));
    return 0;
}
string[] unknown = [.. args.Where(name => !benchmarks.ContainsKey(name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"No benchmark is called {string.Join(", ", unknown)}; there are: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}
foreach (string name in args.Length > 0 ? args : [.. benchmarks.Keys])
{
    if (Child.Task is null) Console.WriteLine($"== {name}");
    benchmarks[name](Console.Out);
}
return 0;
