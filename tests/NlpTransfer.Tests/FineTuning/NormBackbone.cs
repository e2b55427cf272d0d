using NlpTransfer.Backbones;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.FineTuning;

/// <summary>A module as users write them: two groups with BatchNorm and dropout over ids <c>(B, S)</c>, which it takes as numbers.</summary>
internal sealed class NormBackbone : Backbone
{
    private readonly Linear lower, upper;
    private readonly BatchNorm1d lowerNorm, upperNorm;
    private readonly Dropout dropout;

    public NormBackbone(bool isPretrained = true) : base(nameof(NormBackbone))
    {
        (lower, upper) = (nn.Linear(4, 6), nn.Linear(6, 5));
        (lowerNorm, upperNorm) = (nn.BatchNorm1d(6), nn.BatchNorm1d(5));
        dropout = nn.Dropout(0.2);
        RegisterComponents();
        LayerGroups = [new("lower", [lower, lowerNorm], isPretrained), new("upper", [upper, upperNorm, dropout], isPretrained)];
    }

    public override long FeatureSize => 5;

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public IReadOnlyList<BatchNorm1d> Norms => [lowerNorm, upperNorm];

    public override Activations Forward(Activations input, int from, int to)
    {
        var x = input.Values;
        if (from < 1 && to > 0) x = nn.functional.relu(lowerNorm.call(lower.call(x.to(ScalarType.Float32)))); // (B, 6)
        if (from < 2 && to > 1) x = dropout.call(upperNorm.call(upper.call(x))); // (B, 5)
        return new(x);
    }
}
