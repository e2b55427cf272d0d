using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>An encoder below its pooling: ids to states, block by block. Each family has one, or shares BERT's.</summary>
internal abstract class EncoderBody(string name) : nn.Module(name)
{
    /// <summary>What belongs to the group <c>embeddings</c>, and whatever all blocks share.</summary>
    public abstract IReadOnlyList<nn.Module> Embeddings { get; }

    /// <summary>Bottom to top; each is a layer group.</summary>
    public abstract IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Blocks { get; }

    /// <param name="ids"><c>(B, S)</c> int64.</param>
    /// <param name="tokenTypes"><c>(B, S)</c> int64; null is segment 0 throughout.</param>
    /// <param name="mask"><c>(B, S)</c> bool; null without padding.</param>
    /// <returns><c>(B, S, H)</c></returns>
    public abstract Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor? mask);

    /// <summary>Computes what the blocks of one pass share (masks, positions) and gives what runs one of them on states <c>(B, S, H)</c>.</summary>
    public abstract Func<int, Tensor, Tensor> Prepare(Tensor states, Tensor? mask);

    /// <summary>Groups called <c>layer.0</c> and so on.</summary>
    protected static IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Numbered(IEnumerable<nn.Module> layers) =>
        [.. layers.Select((l, i) => ($"layer.{i}", (IReadOnlyList<nn.Module>)[l]))];

    /// <summary>The same with a norm behind the last one, which belongs to its group.</summary>
    protected static IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> WithLast(IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> blocks, nn.Module norm) =>
        [.. blocks.SkipLast(1), (blocks[^1].Name, [.. blocks[^1].Modules, norm])];

    /// <exception cref="ArgumentException">The input has more tokens than the model has positions.</exception>
    protected static void CheckLength(Tensor ids, int limit)
    {
        if (ids.shape[1] > limit) throw new ArgumentException($"The model has positions for {limit} tokens; the input has {ids.shape[1]}. Truncate it to {limit}.", nameof(ids));
    }
}
