using TorchSharp.Modules;
using TorchSharp.Tests.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class ContainerTests
{
    private sealed class Holder : Module<Tensor, Tensor>
    {
        public readonly ModuleList<Linear> layers = ModuleList(Linear(2, 2), Linear(2, 2, false));
        public readonly ModuleDict<Linear> heads = ModuleDict(("spam", Linear(2, 1)), ("topic", Linear(2, 4)));
        public readonly ParameterList scales = ParameterList(Parameter(ones(1)), Parameter(ones(2)));
        public readonly ParameterDict shifts = ParameterDict(("a", Parameter(ones(1))));

        public Holder() : base("Holder") => RegisterComponents();

        public override Tensor forward(Tensor input) => heads["spam"].call(layers[1].call(layers[0].call(input)));
    }

    [Fact]
    public void Containers_NameWhatTheyHoldByIndexOrKey()
    {
        using var holder = new Holder();
        Assert.Equal(
            ["layers.0.weight", "layers.0.bias", "layers.1.weight", "heads.spam.weight", "heads.spam.bias", "heads.topic.weight", "heads.topic.bias", "scales.0", "scales.1", "shifts.a"],
            holder.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void ModuleList_Changed_RenamesItsModules()
    {
        using ModuleList<Linear> list = ModuleList(Linear(1, 1), Linear(2, 1));
        using Linear first = list[0];
        list.Insert(1, Linear(3, 1));
        list.RemoveAt(0);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], list.named_parameters().Select(p => p.name));
        Assert.Equal([3L, 2], list.Select(m => m.in_features));
    }

    [Fact]
    public void ModuleDict_OfAnUnknownKey_NamesTheKnownOnes()
    {
        using ModuleDict<Module> modules = ModuleDict(("spam", (Module)Linear(1, 1)));
        Assert.Contains("'ham'; there are spam", Assert.Throws<KeyNotFoundException>(() => modules["ham"]).Message);
        Assert.Throws<ArgumentException>(() => modules.Add("spam", Linear(1, 1)));
        Assert.True(modules.Remove("spam"));
        Assert.Empty(modules.named_parameters());
    }

    [Fact]
    public void ParameterList_Shortened_ForgetsTheLastName()
    {
        using ParameterList list = ParameterList(Parameter(ones(1)), Parameter(ones(2)), Parameter(ones(3)));
        list.RemoveAt(0);
        Assert.Equal([("0", 2L), ("1", 3L)], list.named_parameters().Select(p => (p.name, p.parameter.numel())));
    }

    [Fact]
    public void Sequential_NamesStepsByIndexOrGivenName()
    {
        using Sequential net = Sequential(("first", Linear(2, 3)), ("relu", ReLU()), ("second", Linear(3, 1)));
        net.append(Dropout(0.1));
        Assert.Equal(["first", "relu", "second", "3"], net.named_children().Select(c => c.name));
        using Sequential plain = Sequential(Linear(2, 3), ReLU(), Linear(3, 1));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], plain.state_dict().Keys);
        Assert.Equal(2, plain[1..].Count);
        Assert.Same(plain[2], plain[(1, null)][1]);
    }

    [Fact]
    public void Sequential_DisposesWhatLiesBetween_ButNeitherInputNorResult()
    {
        using Sequential net = Sequential(ReLU(inplace: true), Linear(2, 3), ReLU(inplace: true), Identity());
        using Tensor input = ones(1, 2);
        long before = LiveTensors.Count();
        Tensor result = net.call(input);
        Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.False(input.IsInvalid);
        Assert.Equal([1, 3], result.shape);
        result.Dispose();
    }

    [Fact]
    public void Sequential_WithoutSteps_GivesAnotherTensorOfTheSameData()
    {
        using Sequential net = Sequential();
        using Tensor input = ones(2);
        using Tensor output = net.call(input);
        Assert.NotSame(input, output);
        Assert.True(output.equal(input).all().ToBoolean());
    }

    [Fact]
    public void Sequential_InsideAModule_TrainsAndMovesWithIt()
    {
        using Sequential net = Sequential(Linear(2, 2), BatchNorm1d(2), Dropout(0.5));
        net.eval();
        Assert.All(net.children(), m => Assert.False(m.training));
        net.to(ScalarType.Float64);
        Assert.All(net.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.Equal(ScalarType.Int64, net.get_buffer("1.num_batches_tracked")!.dtype);
    }
}
