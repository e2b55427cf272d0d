using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Heads;

public sealed class HeadTests
{
    [Fact]
    public void Normalise_BringsFeaturesOfAnySizeToOneScale()
    {
        using var scope = NewDisposeScope();
        using var head = new Head(2, 2, new HeadOptions { Dropout = 0, Normalise = true });
        var features = cat([randn(64, 1) * 1000, (randn(64, 1) * 0.02) + 5], 1); // (B, 2)
        head.train();
        for (var i = 0; i < 250; i++) head.call(features);
        var before = head.call(features);
        head.eval();
        Assert.True(allclose(before, head.call(features), rtol: 0.05, atol: 0.05)); // what was seen is what is gone by
        var statistics = head.state_dict();
        Assert.Equal(["norm.running_mean", "norm.running_var"], statistics.Keys.Where(k => k.Contains("running")));
        head.train();
        Assert.True(head.call(features.narrow(0, 0, 1)).isfinite().all().ToBoolean());
        Assert.DoesNotContain("norm", new Head(2, 2).state_dict().Keys.Select(k => k.Split('.')[0]));
    }
}
