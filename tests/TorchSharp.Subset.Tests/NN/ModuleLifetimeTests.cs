using TorchSharp.Modules;
using TorchSharp.Tests.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

public class ModuleLifetimeTests
{
    public static TheoryData<string> Kinds => [.. Creators.Keys];

    private static readonly Dictionary<string, (Func<Module> Create, Func<Module, Tensor> Run)> Creators = new()
    {
        ["Sequential"] = (() => Sequential(Linear(3, 4), BatchNorm1d(4), ReLU(), Dropout(0.5), Linear(4, 2)), m => ((Sequential)m).call(randn(5, 3))),
        ["LSTM"] = (() => LSTM(3, 2, 2, bidirectional: true), m => ((LSTM)m).call(randn(4, 2, 3)).Item1),
        ["LSTM packed"] = (() => LSTM(3, 2), m => ((LSTM)m).call(nn.utils.rnn.pack_padded_sequence(randn(4, 2, 3), tensor(new long[] { 2, 4 }), enforce_sorted: false)).Item1.data.alias()),
        ["GRU"] = (() => GRU(3, 2), m => ((GRU)m).call(randn(4, 2, 3)).Item1),
        ["MultiheadAttention"] = (() => MultiheadAttention(4, 2, 0.1, add_bias_kv: true), m => Attend((MultiheadAttention)m)),
        ["Conv2d"] = (() => Conv2d(1, 2, 3, Padding.Same, padding_mode: PaddingModes.Circular), m => ((Conv2d)m).call(randn(1, 1, 5, 5))),
        ["EmbeddingBag"] = (() => EmbeddingBag(5, 2, max_norm: 1), m => ((EmbeddingBag)m).call(zeros(2, 3, ScalarType.Int64))),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TrainingSteps_InAScope_LeaveNothingBehind(string kind)
    {
        (Func<Module> create, Func<Module, Tensor> run) = Creators[kind];
        long before = LiveTensors.Count();
        using (Module module = create())
        {
            long live = Tensor.TotalCount;
            for (int i = 0; i < 20; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor loss = run(module).square().mean();
                loss.backward();
                nn.utils.clip_grad_norm_(module.parameters(), 1);
                module.zero_grad();
            }
            Assert.Equal(live, Tensor.TotalCount);
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory]
    [InlineData("Sequential")]
    [InlineData("Conv2d")]
    public void Prediction_WithoutAScope_LeavesOnlyTheResult(string kind)
    {
        using Module module = Creators[kind].Create();
        module.eval();
        using Tensor input = kind == "Conv2d" ? randn(1, 1, 5, 5) : randn(5, 3);
        long live = LiveTensors.Count();
        using (no_grad())
        using (Tensor result = ((Module<Tensor, Tensor>)module).call(input))
            Assert.Equal(live + 1, Tensor.TotalCount);
        Assert.Equal(live, Tensor.TotalCount);
    }

    private static Tensor Attend(MultiheadAttention attention)
    {
        Tensor x = randn(3, 2, 4);
        return attention.call(x, x, x, zeros(2, 3, ScalarType.Bool)).Item1;
    }
}
