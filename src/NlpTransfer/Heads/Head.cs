using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Heads;

/// <summary>Features <c>(B, F)</c> to logits <c>(B, classes)</c>: dropout and a linear layer, with hidden layers between where asked.</summary>
public sealed class Head : nn.Module<Tensor, Tensor>
{
    // The order of the fields is the order of the keys: hidden.0.weight, ..., classifier.weight.
    private readonly BatchNorm1d? norm;
    private readonly ModuleList<Linear> hidden;
    private readonly Dropout dropout;
    private readonly Linear classifier;

    /// <param name="featureSize">Width of the features.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="options">Dropout and hidden layers.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public Head(long featureSize, int classes, HeadOptions? options = null) : base(nameof(Head))
    {
        Options = options ?? new();
        OptionsException.ThrowIfAny(nameof(HeadOptions), Options.Validate());
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Classes = classes;
        var widths = Options.HiddenSizes.Select(s => (long)s).Prepend(featureSize).ToArray();
        norm = Options.Normalise ? nn.BatchNorm1d(featureSize, affine: false) : null;
        hidden = nn.ModuleList(widths.Zip(widths.Skip(1), (from, to) => nn.Linear(from, to)).ToArray());
        dropout = nn.Dropout(Options.Dropout);
        classifier = nn.Linear(widths[^1], classes, hasBias: Options.Bias);
        RegisterComponents();
    }

    public HeadOptions Options { get; }

    public int Classes { get; }

    /// <summary>Takes the weights of a linear model in place of its own; only without hidden layers.</summary>
    /// <param name="weight"><c>(classes, F)</c>, row by row.</param>
    /// <param name="bias"><c>(classes)</c>; not looked at where the head has none.</param>
    internal void Assign(float[] weight, float[] bias)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        classifier.weight!.copy_(tensor(weight).view(classifier.weight.shape));
        classifier.bias?.copy_(tensor(bias));
    }

    public override Tensor forward(Tensor input)
    {
        var x = dropout.call(Normalised(input)); // (B, F)
        foreach (var layer in hidden) x = dropout.call(nn.functional.relu(layer.call(x))); // (B, hidden)
        return classifier.call(x); // (B, classes)
    }

    // One example has no deviation: it goes by those before it.
    private Tensor Normalised(Tensor features) => norm is null ? features
        : training && features.shape[0] == 1 ? nn.functional.batch_norm(features, norm.running_mean, norm.running_var)
        : norm.call(features);
}
