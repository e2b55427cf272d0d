using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class ModuleTests
{
    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(4, 3);
        private readonly LayerNorm norm = LayerNorm(3);
        private readonly Parameter scale = Parameter(ones(3));
        private readonly Tensor offset = zeros(3);

        public Net() : base("Net") => RegisterComponents();

        public override Tensor forward(Tensor input) => (norm.call(first.call(input)) * scale) + offset;
    }

    [Fact]
    public void RegisterComponents_NamesFieldsInOrder_ParametersBeforeBuffers()
    {
        using var net = new Net();
        Assert.Equal(["scale", "first.weight", "first.bias", "norm.weight", "norm.bias", "offset"], net.state_dict().Keys);
        Assert.Equal(["first", "norm"], net.named_children().Select(c => c.name));
    }

    [Fact]
    public void Linear_UnderASeed_DrawsAsPyTorch()
    {
        manual_seed(0);
        using Linear layer = Linear(3, 2);
        // torch.manual_seed(0); torch.nn.Linear(3, 2).weight, .bias
        float[] weight = [-0.0043f, 0.3097f, -0.4752f, -0.4249f, -0.2224f, 0.1548f];
        Assert.All(layer.weight.data<float>().Zip(weight), p => Assert.Equal(p.Second, p.First, 4));
        Assert.Equal(-0.0114f, layer.bias!.data<float>()[0], 4);
    }

    [Fact]
    public void Train_ReachesEverySubmodule()
    {
        using var net = new Net();
        net.eval();
        Assert.False(net.training);
        Assert.All(net.modules(), m => Assert.False(m.training));
        net.train();
        Assert.All(net.modules(), m => Assert.True(m.training));
    }

    [Fact]
    public void LoadStateDict_WithOtherNames_ListsThem()
    {
        using var net = new Net();
        var error = Assert.Throws<InvalidOperationException>(() => net.load_state_dict(new() { ["first.weight"] = ones(3, 4), ["other"] = ones(1) }));
        Assert.Contains("5 missing", error.Message);
        Assert.Contains("1 unexpected (other)", error.Message);
    }

    [Fact]
    public void To_AnotherDtype_KeepsTheParameterObjects()
    {
        using var net = new Net();
        Parameter[] before = [.. net.parameters()];
        net.to(float64);
        Assert.All(net.parameters().Zip(before), p => Assert.Same(p.Second, p.First));
        Assert.All(net.parameters(), p => Assert.True(p.dtype == float64 && p.requires_grad));
    }

    [Fact]
    public void Backward_ThroughModules_FillsEveryGradient()
    {
        using var net = new Net();
        net.call(randn(5, 4)).sum().backward();
        Assert.All(net.parameters(), p => Assert.NotNull(p.grad));
        net.zero_grad();
        Assert.All(net.parameters(), p => Assert.Null(p.grad));
    }

    [Fact]
    public void Parameter_TakesTheTensorsHandle()
    {
        Tensor data = ones(2);
        using Parameter parameter = Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void Embedding_FromPretrained_IsFrozenAndLooksRowsUp()
    {
        using Embedding table = Embedding_from_pretrained(tensor(new float[,] { { 1, 2 }, { 3, 4 } }));
        Assert.False(table.weight!.requires_grad);
        Assert.Equal([3f, 4, 1, 2], table.call(tensor(new long[] { 1, 0 })).data<float>().ToArray());
    }

    [Fact]
    public void BuiltInModules_MadeInsideAScope_OutliveIt()
    {
        Linear layer;
        using (NewDisposeScope()) layer = Linear(2, 2);
        Assert.Equal([1, 2], layer.call(ones(1, 2)).shape);
        layer.Dispose();
        Assert.True(layer.weight.IsInvalid);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Conv1d_WithPaddingSame_KeepsTheLength(long kernel)
    {
        using Conv1d layer = Conv1d(2, 5, kernel, Padding.Same);
        Assert.Equal([3, 5, 9], layer.call(randn(3, 2, 9)).shape);
        Assert.Equal([5, 9], layer.call(randn(2, 9)).shape);
    }
}
