using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The parameters of multi-head attention, drawn in PyTorch's order.</summary>
internal sealed class AttentionWeights
{
    private readonly Parameter? inProj;
    private readonly Parameter? q, k, v;
    private readonly Parameter? inBias;

    private AttentionWeights(long size, long keySize, long valueSize, bool bias, bool biasKv)
    {
        Size = size;
        OutProj = nn.Linear(size, size, bias);
        if (keySize == size && valueSize == size) inProj = Drawn(3 * size, size);
        else (q, k, v) = (Drawn(size, size), Drawn(size, keySize), Drawn(size, valueSize));
        if (bias)
        {
            inBias = Module.Owned(zeros(3 * size));
            init.zeros_(OutProj.bias!);
        }
        if (!biasKv) return;
        BiasK = Module.Owned(empty(1, 1, size));
        BiasV = Module.Owned(empty(1, 1, size));
        init.xavier_normal_(BiasK);
        init.xavier_normal_(BiasV);
    }

    internal long Size { get; }

    internal Linear OutProj { get; }

    internal Parameter? BiasK { get; }

    internal Parameter? BiasV { get; }

    internal static AttentionWeights Create(long size, long keySize, long valueSize, bool bias, bool biasKv) => new(size, keySize, valueSize, bias, biasKv);

    internal IEnumerable<(string Name, Parameter? Value)> Named() =>
        [("in_proj_weight", inProj), ("q_proj_weight", q), ("k_proj_weight", k), ("v_proj_weight", v), ("in_proj_bias", inBias), ("bias_k", BiasK), ("bias_v", BiasV)];

    internal (Tensor Query, Tensor Key, Tensor Value) Project(Tensor query, Tensor key, Tensor value)
    {
        if (inProj is not null && ReferenceEquals(query, key) && ReferenceEquals(key, value))
        {
            Tensor[] parts = functional.linear(query, inProj, inBias).chunk(3, -1);
            return (parts[0], parts[1], parts[2]);
        }
        Tensor[] weights = inProj is null ? [q!, k!, v!] : inProj.chunk(3, 0);
        Tensor[]? biases = inBias?.chunk(3, 0);
        return (functional.linear(query, weights[0], biases?[0]), functional.linear(key, weights[1], biases?[1]), functional.linear(value, weights[2], biases?[2]));
    }

    private static Parameter Drawn(long rows, long columns)
    {
        Parameter weight = Module.Owned(empty(rows, columns));
        init.xavier_uniform_(weight);
        return weight;
    }
}
