using NlpTransfer.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Checkpoints;

public class StateDictTests
{
    [Fact]
    public void Load_OfWeightsThatDoNotFit_ListsEveryKindAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        var module = nn.Sequential(("a", nn.Linear(2, 3)), ("b", nn.Linear(3, 1)));
        var before = module.state_dict()["a.weight"].clone();
        var tensors = new Dictionary<string, Tensor> { ["a.weight"] = ones(3, 2), ["a.bias"] = ones(4), ["c.weight"] = ones(1), ["c.bias"] = ones(1) };
        var error = Assert.Throws<StateDictException>(() => StateDict.Load(module, tensors, "weights.safetensors"));
        Assert.Equal(
            "weights.safetensors does not fit the model: 2 missing: b.weight, b.bias. 2 unexpected: c.weight, c.bias. 1 wrong shape: a.bias (expected [3], found [4]). Use the weights of this model, or the model of these weights.",
            error.Message);
        Assert.Equal(["b.weight", "b.bias"], error.Missing);
        Assert.True(before.Equals(module.state_dict()["a.weight"]) || before.eq(module.state_dict()["a.weight"]).all().ToBoolean());
    }

    [Fact]
    public void Load_OfManyMissing_ShowsTheFirstFiveAndTheCount()
    {
        using var scope = NewDisposeScope();
        var module = nn.Sequential(Enumerable.Range(0, 9).Select(i => ($"l{i}", (nn.Module<Tensor, Tensor>)nn.Linear(1, 1, hasBias: false))).ToArray());
        var error = Assert.Throws<StateDictException>(() => StateDict.Load(module, new Dictionary<string, Tensor>(), "x"));
        Assert.Contains("9 missing: l0.weight, l1.weight, l2.weight, l3.weight, l4.weight, ....", error.Message);
    }

    [Fact]
    public void Load_OfAnotherType_Converts()
    {
        using var scope = NewDisposeScope();
        var module = nn.Linear(2, 1);
        StateDict.Load(module, new Dictionary<string, Tensor> { ["weight"] = full([1, 2], 1.5).to(ScalarType.BFloat16), ["bias"] = zeros(1, dtype: ScalarType.Float16) }, "x");
        Assert.Equal([1.5f, 1.5f], module.weight.data<float>().ToArray());
    }
}
