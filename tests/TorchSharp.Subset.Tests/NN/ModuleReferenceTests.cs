using TorchSharp.Modules;
using static TorchSharp.Tests.NN.ReferenceValues;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

/// <summary>Seeded modules against libtorch's own: the same parameters in the same order, outputs and gradients.</summary>
public class ModuleReferenceTests
{
    private delegate Tensor[] Run(Module module);

    private static readonly Dictionary<string, (Func<Module> Create, Run Run)> Cases = new()
    {
        ["Linear"] = Case(() => Linear(5, 3), m => [m.call(Wave(0, 2, 5))]),
        ["Bilinear"] = Case(() => Bilinear(3, 2, 4), m => [m.call(Wave(0, 2, 3), Wave(1, 2, 2))]),
        ["Embedding"] = Case(() => Embedding(6, 3, padding_idx: 0), m => [m.call(tensor(new long[,] { { 0, 5, 2 }, { 2, 0, 1 } }))]),
        ["EmbeddingBag.Sum"] = Bag(EmbeddingBagMode.Sum),
        ["EmbeddingBag.Mean"] = Bag(EmbeddingBagMode.Mean),
        ["EmbeddingBag.Max"] = Bag(EmbeddingBagMode.Max),
        ["LayerNorm"] = Case(() => LayerNorm(4), m => [m.call(Wave(0, 3, 4))]),
        ["GroupNorm"] = Case(() => GroupNorm(2, 4), m => [m.call(Wave(0, 2, 4, 3))]),
        ["BatchNorm1d"] = Case(() => BatchNorm1d(3), Normalise),
        ["Conv1d"] = Case(() => Conv1d(4, 6, 3, stride: 2, padding: 1, groups: 2), m => [m.call(Wave(0, 2, 4, 7))]),
        ["Conv2d"] = Case(() => Conv2d(2, 3, (3, 2), padding: (1, 1), dilation: (1, 2)), m => [m.call(Wave(0, 1, 2, 5, 5))]),
        ["Conv2d.Reflect"] = Case(() => Conv2d(1, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect), m => [m.call(Wave(0, 1, 1, 4, 4))]),
        ["LSTM"] = Case(() => LSTM(3, 2, 2, bidirectional: true), m => All(m.call(Wave(0, 4, 2, 3)))),
        ["LSTM.batchFirst"] = Case(() => LSTM(3, 2, bias: false, batchFirst: true), m => All(m.call(Wave(0, 2, 4, 3), (Wave(1, 1, 2, 2), Wave(2, 1, 2, 2))))),
        ["LSTM.packed"] = Case(() => LSTM(3, 2, bidirectional: true), Packed),
        ["GRU"] = Case(() => GRU(3, 2, 2, bidirectional: true), m => All(m.call(Wave(0, 4, 2, 3)))),
        ["RNN"] = Case(() => RNN(3, 2, nonLinearity: NonLinearities.ReLU), m => All(m.call(Wave(0, 4, 2, 3)))),
        ["MultiheadAttention"] = Case(() => MultiheadAttention(6, 2), Masked),
        ["MultiheadAttention.sizes"] = Case(() => MultiheadAttention(4, 2, add_bias_kv: true, add_zero_attn: true, kdim: 3, vdim: 3), m => All(m.call(Wave(0, 3, 2, 4), Wave(1, 5, 2, 3), Wave(2, 5, 2, 3)))),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Module_UnderASeed_EqualsLibtorchs(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(11);
        Module module = Cases[name].Create();
        AssertNamed(name, Recorded.Parameters(name), module.named_parameters().Select(p => (p.name, (Tensor?)p.parameter)));
        Tensor[] outputs = Cases[name].Run(module);
        double[][] expected = Recorded.Outputs(name);
        Assert.Equal(expected.Length, outputs.Length);
        Tensor loss = zeros([]);
        for (int i = 0; i < outputs.Length; i++)
        {
            AssertClose($"{name} output {i}", expected[i], outputs[i]);
            loss += (outputs[i] * Wave(0.3 + i, outputs[i].shape)).sum();
        }
        loss.backward();
        AssertNamed($"{name} gradient of", Recorded.Gradients(name), module.named_parameters().Select(p => (p.name, p.parameter.grad)).Where(p => p.grad is not null));
        module.Dispose();
    }

    private static void AssertNamed(string what, IReadOnlyList<(string Name, double[] Values)> expected, IEnumerable<(string Name, Tensor? Value)> actual)
    {
        (string Name, Tensor? Value)[] found = [.. actual];
        Assert.Equal(expected.Select(e => e.Name), found.Select(f => f.Name));
        foreach (((string name, double[] values), (_, Tensor? tensor)) in expected.Zip(found)) AssertClose($"{what} {name}", values, tensor!);
    }

    private static (Func<Module>, Run) Case<T>(Func<T> create, Func<T, Tensor[]> run) where T : Module => (create, m => run((T)m));

    private static (Func<Module>, Run) Bag(EmbeddingBagMode mode) =>
        Case(() => EmbeddingBag(6, 3, mode: mode), m => [m.call(tensor(new long[] { 5, 2, 2, 0, 1 }), tensor(new long[] { 0, 2, 2 }))]);

    private static Tensor[] Normalise(BatchNorm1d module)
    {
        Tensor trained = module.call(Wave(0, 4, 3));
        module.call(Wave(1, 5, 3));
        (Tensor mean, Tensor variance) = (module.running_mean!.clone(), module.running_var!.clone());
        module.eval();
        return [trained, mean, variance, module.call(Wave(2, 2, 3))];
    }

    private static Tensor[] Packed(LSTM module)
    {
        using var packed = nn.utils.rnn.pack_padded_sequence(Wave(0, 5, 3, 3), tensor(new long[] { 2, 5, 3 }), enforce_sorted: false);
        (var output, Tensor state, Tensor cell) = module.call(packed);
        (Tensor padded, Tensor lengths) = nn.utils.rnn.pad_packed_sequence(output);
        Assert.Equal([2L, 5, 3], lengths.data<long>().ToArray());
        return [padded, state, cell];
    }

    private static Tensor[] Masked(MultiheadAttention module)
    {
        Tensor x = Wave(0, 4, 2, 6);
        Tensor ignored = tensor(new[,] { { false, false, false, true }, { false, true, false, false } });
        return All(module.call(x, x, x, ignored, true, ones(4, 4).triu(2).to(ScalarType.Bool)));
    }

    private static Tensor[] All((Tensor, Tensor) two) => [two.Item1, two.Item2];

    private static Tensor[] All((Tensor, Tensor, Tensor) three) => [three.Item1, three.Item2, three.Item3];

    private static Tensor[] All(Tuple<Tensor, Tensor> two) => [two.Item1, two.Item2];
}
