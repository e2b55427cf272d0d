using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Heads;

public class ClassificationModelTests
{
    [Fact]
    public void Constructor_WithAParameterOutsideOfEveryGroup_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClassificationModel(new TwoLayers(b => [new("lower", [b.Lower])]), new Head(2, 2)));
        Assert.Contains("'backbone.upper.weight' is in no layer group; the groups are lower, head", error.Message);
    }

    [Fact]
    public void Constructor_WithAParameterInTwoGroups_NamesBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClassificationModel(new TwoLayers(b => [new("lower", [b.Lower]), new("all", [b.Upper, b.Lower])]), new Head(2, 2)));
        Assert.Contains("'backbone.lower.weight' is in 2 layer groups (lower, all)", error.Message);
    }

    [Fact]
    public void Constructor_WithTwoGroupsOfOneName_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => new ClassificationModel(new TwoLayers(b => [new("a", [b.Lower]), new("a", [b.Upper])]), new Head(2, 2)));
        Assert.Contains("2 are called 'a'", error.Message);
    }

    [Fact]
    public void Head_WithHiddenLayers_HasTheKeysOfItsParts()
    {
        using var head = new Head(4, 3, new HeadOptions { HiddenSizes = [8] });
        Assert.Equal(["hidden.0.weight", "hidden.0.bias", "classifier.weight", "classifier.bias"], head.state_dict().Keys);
        using var scope = NewDisposeScope();
        Assert.Equal([2, 3], head.call(ones(2, 4)).shape);
    }

    [Fact]
    public void HeadOptions_WithFaults_ReportThemAll()
    {
        Assert.Equal(["Dropout must be from 0 to below 1, was 1.", "HiddenSizes must be at least 1, was 0."], new HeadOptions { Dropout = 1, HiddenSizes = [8, 0] }.Validate());
    }

    private sealed class TwoLayers : Backbone
    {
        private readonly Linear lower = nn.Linear(2, 2), upper = nn.Linear(2, 2);

        public TwoLayers(Func<TwoLayers, LayerGroup[]> groups) : base(nameof(TwoLayers))
        {
            LayerGroups = groups(this);
            RegisterComponents();
        }

        public Linear Lower => lower;

        public Linear Upper => upper;

        public override long FeatureSize => 2;

        public override IReadOnlyList<LayerGroup> LayerGroups { get; }

        public override Activations Forward(Activations input, int from, int to) => input;
    }
}
