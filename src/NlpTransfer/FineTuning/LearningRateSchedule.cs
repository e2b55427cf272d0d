using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>Step to factor of the learning rate: pure, knows nothing of freezing or of models.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The names <see cref="ByName"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["constant", "linear", "cosine", "one-cycle", "slanted-triangular", "reduce-on-plateau"];

    /// <summary>Part of the steps over which the factor first rises from near 0, 0 to 1.</summary>
    /// <value>0</value>
    public double WarmupShare { get; init; }

    /// <summary>Steps of that rise; when above 0 it counts instead of the share.</summary>
    /// <value>0</value>
    public long WarmupSteps { get; init; }

    /// <summary>What <see cref="ByName"/> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>1 throughout, after the warm-up.</summary>
    public static LearningRateSchedule Constant(double warmupShare = 0) => new ConstantRate { WarmupShare = warmupShare };

    /// <summary>Straight down to 0 after the warm-up.</summary>
    public static LearningRateSchedule Linear(double warmupShare = 0) => new LinearRate { WarmupShare = warmupShare };

    /// <summary>Half a cosine down to 0 after the warm-up (Loshchilov and Hutter 2017, without restarts).</summary>
    public static LearningRateSchedule Cosine(double warmupShare = 0) => new CosineRate { WarmupShare = warmupShare };

    /// <summary>From 1/25 up to 1 and down to 1/250,000 along cosines (Smith and Topin 2019, with fastai's shape).</summary>
    /// <param name="riseShare">Part of the steps that rise.</param>
    public static LearningRateSchedule OneCycle(double riseShare = 0.3) => new OneCycleRate(riseShare);

    /// <summary>A short straight rise and a long straight fall (Howard and Ruder 2018, equation 3).</summary>
    /// <param name="riseShare">Their cut_frac.</param>
    /// <param name="ratio">How much smaller the lowest factor is than the highest.</param>
    public static LearningRateSchedule SlantedTriangular(double riseShare = 0.1, double ratio = 32) => new SlantedTriangularRate(riseShare, ratio);

    /// <summary>Multiplied by <paramref name="factor"/> whenever the validation metric has not improved for more than <paramref name="patience"/> evaluations.</summary>
    public static LearningRateSchedule ReduceOnPlateau(double factor = 0.1, int patience = 1) => new PlateauRate(factor, patience);

    /// <summary>A schedule by its name, with its defaults.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message suggests one.</exception>
    public static LearningRateSchedule ByName(string name) => name switch
    {
        "constant" => Constant(),
        "linear" => Linear(0.1),
        "cosine" => Cosine(0.1),
        "one-cycle" => OneCycle(),
        "slanted-triangular" => SlantedTriangular(),
        "reduce-on-plateau" => ReduceOnPlateau(),
        _ => throw new ArgumentException($"There is no learning-rate schedule '{name}'.{NameSuggestion.DidYouMean(name, Names)} Known: {string.Join(", ", Names)}."),
    };

    /// <summary>The factor for one step, 0 to 1.</summary>
    /// <param name="step">From 0 to <paramref name="total"/> - 1.</param>
    /// <param name="total">Steps of the phase, at least 1.</param>
    /// <param name="history">Validation scores of the phase so far, higher is better.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not one of the phase's.</exception>
    public double Factor(long step, long total, IReadOnlyList<double> history)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, total);
        var warmup = Math.Min(WarmupSteps > 0 ? WarmupSteps : (long)(WarmupShare * total), total);
        return step < warmup ? (step + 1.0) / (warmup + 1) : FactorAfterWarmup(step - warmup, total - warmup, history);
    }

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public virtual IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (WarmupShare is not (>= 0 and <= 1)) faults.Add(Fault(nameof(WarmupShare), "from 0 to 1", WarmupShare));
        if (WarmupSteps < 0) faults.Add($"WarmupSteps must be at least 0, was {WarmupSteps}.");
        return faults;
    }

    /// <summary>The factor when <paramref name="step"/> of the <paramref name="total"/> steps after the warm-up are done.</summary>
    protected abstract double FactorAfterWarmup(long step, long total, IReadOnlyList<double> history);

    private protected static string Fault(string property, string expected, double found) =>
        string.Create(CultureInfo.InvariantCulture, $"{property} must be {expected}, was {found}.");
}
