using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class HookTests
{
    [Fact]
    public void Call_RunsHooksAroundForward_UntilTheyAreRemoved()
    {
        using DisposeScope scope = NewDisposeScope();
        Identity module = Identity();
        var order = new List<string>();
        var before = module.register_forward_pre_hook((_, x) => { order.Add("before"); return x + 1; });
        var after = module.register_forward_hook((_, _, y) => { order.Add("after"); return y * 10; });
        Assert.Equal(20, module.call(ones(1)).ToDouble());
        Assert.Equal(["before", "after"], order);
        before.remove();
        Assert.Equal(10, module.call(ones(1)).ToDouble());
        after.remove();
        Assert.Equal(1, module.call(ones(1)).ToDouble());
    }

    [Fact]
    public void Forward_CalledDirectly_RunsNoHooks()
    {
        using DisposeScope scope = NewDisposeScope();
        Identity module = Identity();
        module.register_forward_hook(_ => Assert.Fail("forward must not run hooks"));
        Assert.Equal(1, module.forward(ones(1)).ToDouble());
    }
}
