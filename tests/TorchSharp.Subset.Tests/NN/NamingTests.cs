using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class NamingTests
{
    private class Lower : Module<Tensor, Tensor>
    {
        public readonly Linear below = Linear(1, 1, false);

        public Lower() : base("Lower")
        {
        }

        public override Tensor forward(Tensor input) => below.call(input);
    }

    private sealed class Named : Lower
    {
        private readonly Linear _hidden = Linear(1, 1, false);

        [ComponentName(Name = "renamed")]
        private readonly Linear field = Linear(1, 1, false);

        private readonly Linear? absent = null;
        private readonly Linear[] many = [Linear(1, 1)];
        private readonly Tensor counts = zeros(1);

        public Named() => RegisterComponents();

        public Linear Property { get; } = Linear(1, 1, false);

        public override Tensor forward(Tensor input) => (absent ?? many[0]).call(_hidden.call(field.call(input))) + counts;
    }

    [Fact]
    public void Names_AreThoseOfTheFields_DerivedTypeFirst()
    {
        using var module = new Named();
        Assert.Equal(["_hidden.weight", "renamed.weight", "<Property>k__BackingField.weight", "below.weight"], module.named_parameters().Select(p => p.name));
        Assert.Equal(["counts"], module.named_buffers().Select(b => b.name));
    }

    [Fact]
    public void Register_OfAUsedName_IsRefused()
    {
        using var module = new Named();
        using Linear other = Linear(1, 1);
        Assert.Contains("'_hidden'", Assert.Throws<InvalidOperationException>(() => module.register_module("_hidden", other)).Message);
    }

    [Fact]
    public void BuffersThatDoNotPersist_AreNotInTheStateDictionary()
    {
        using var module = new Named();
        module.register_buffer("scratch", ones(1), persistent: false);
        Assert.DoesNotContain("scratch", module.state_dict().Keys);
        Assert.True(module.has_buffer("scratch"));
        Assert.Equal(["counts"], module.named_buffers(include_nonpersistent: false).Select(b => b.name));
    }

    [Fact]
    public void SharedParameter_IsListedOnce()
    {
        using Linear first = Linear(2, 2, false), second = Linear(2, 2, false);
        using Parameter own = second.weight;
        second.weight = first.weight;
        using Sequential both = Sequential(first, second);
        Assert.Equal(["0.weight"], both.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void ReplacedWeight_KeepsItsPlaceInTheStateDictionary()
    {
        using Linear layer = Linear(2, 1);
        using Parameter old = layer.weight;
        layer.weight = Parameter(ones(1, 2));
        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        using Tensor result = layer.call(zeros(1, 2));
        Assert.Equal(layer.bias!.ToDouble(), result.ToDouble(), 6);
    }

    [Fact]
    public void Apply_VisitsTheInnermostFirst()
    {
        using Sequential net = Sequential(Sequential(ReLU()), Tanh());
        var visited = new List<string>();
        Assert.Same(net, net.apply(m => visited.Add(m.GetName())));
        Assert.Equal(["ReLU", "Sequential", "Tanh", "Sequential"], visited);
    }
}
