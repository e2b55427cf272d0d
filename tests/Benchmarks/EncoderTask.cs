/// <summary>What is trained, or none of it.</summary>
internal enum EncoderJob { Full, Recomputed, LastTwo, Head, Inference, Rounded }

/// <summary>One line of the encoder benchmark.</summary>
/// <param name="Texts">A shape such as 32x64, of random ids without padding, or the name of a data set read at natural lengths.</param>
/// <param name="TunedTarget">How many times as fast as plain-tuned it should be; null where none is set.</param>
/// <param name="ProductsTarget">How many times the matrix products' time it may take; null where none is set.</param>
internal sealed record EncoderTask(EncoderJob Job, string Texts, double? TunedTarget = null, double? ProductsTarget = null)
{
    /// <summary>How many times as fast as plain-stock everything at a fixed shape should be.</summary>
    public const double StockTarget = 3;

    private const string Fixed64 = "32x64", Fixed128 = "32x128";

    /// <summary>Fixed shapes, then text at natural lengths.</summary>
    public static IReadOnlyList<EncoderTask> All { get; } =
    [
        new(EncoderJob.Full, Fixed64, null, 1.20), new(EncoderJob.Full, Fixed128, null, 1.20),
        new(EncoderJob.LastTwo, Fixed64, 1.4), new(EncoderJob.Head, Fixed64),
        new(EncoderJob.Inference, Fixed64, null, 1.12), new(EncoderJob.Inference, Fixed128, null, 1.12),
        .. EncoderTexts.Names.SelectMany(name => new EncoderTask[] { new(EncoderJob.Full, name, 2.5), new(EncoderJob.Inference, name, 3) }),
    ];

    /// <summary>What only we can do: the same training in less memory.</summary>
    public static EncoderTask Recomputed { get; } = new(EncoderJob.Recomputed, Fixed128);

    /// <summary>Inference in bfloat16, where the CPU has it.</summary>
    public static IReadOnlyList<EncoderTask> Rounded { get; } = [new(EncoderJob.Rounded, Fixed64), new(EncoderJob.Rounded, Fixed128)];

    /// <summary>The same shape with hardly any activations: what weights, gradients and the optimizer take.</summary>
    public static EncoderTask Smallest { get; } = new(EncoderJob.Full, "1x8");

    /// <summary>What selects it in NLPTRANSFER_BENCH_TASKS, such as full:32x64.</summary>
    public string Name => $"{Job.ToString().ToLowerInvariant()}:{Texts}";

    /// <summary>Rows and tokens of a fixed shape; null for texts at natural lengths.</summary>
    public (int Rows, int Tokens)? Shape => Texts.Split('x') is [var rows, var tokens] && int.TryParse(rows, out var r) && int.TryParse(tokens, out var t) ? (r, t) : null;

    public static EncoderTask Parse(string name) => All.Append(Recomputed).Append(Smallest).Concat(Rounded).First(t => t.Name == name);
}
