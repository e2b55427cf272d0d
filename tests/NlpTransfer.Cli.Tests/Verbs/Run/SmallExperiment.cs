namespace NlpTransfer.Cli.Tests.Verbs.Run;

/// <summary>Experiments of seconds, over data that the program comes with.</summary>
internal static class SmallExperiment
{
    public const string Text = """
        corpus: sms-spam
        vectors: glove-100d-sample
        backbone: mean
        epochs: 1
        offline: true
        threads: 1
        max-tokens: 20
        further-words: 500

        """;

    /// <summary>Weights of the head and the vectors.</summary>
    public static byte[][] Weights(string run) => [.. new[] { "model.safetensors", "vectors.safetensors" }.Select(file => File.ReadAllBytes(Path.Combine(run, "model", file)))];
}
