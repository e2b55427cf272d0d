using NlpTransfer.Kernels;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>An encoder below its pooling: ids to states, block by block. Each family has one, or shares BERT's.</summary>
internal abstract class EncoderBody(string name) : nn.Module(name)
{
    /// <summary>What belongs to the group <c>embeddings</c>, and whatever all blocks share.</summary>
    public abstract IReadOnlyList<nn.Module> Embeddings { get; }

    /// <summary>Bottom to top; each is a layer group.</summary>
    public abstract IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Blocks { get; }

    /// <summary>The most tokens of a text.</summary>
    protected abstract int MaxTokens { get; }

    /// <param name="input">Ids <c>(B, S)</c> int64 and the segments beside them.</param>
    /// <param name="texts">Which of them are real.</param>
    /// <returns><c>(T, H)</c></returns>
    /// <exception cref="ArgumentException">The input has more tokens than the model has positions.</exception>
    public Tensor Embed(Activations input, PackedTexts texts)
    {
        if (texts.Length > MaxTokens) throw new ArgumentException($"The model has positions for {MaxTokens} tokens; the input has {texts.Length}. Truncate it to {MaxTokens}.", nameof(input));
        return Embed(texts.Pack(input.Values), input.TokenTypes is null ? null : texts.Pack(input.TokenTypes), texts.Positions);
    }

    /// <summary>Computes what the blocks of one pass share (masks, positions) and gives what runs one of them on states <c>(T, H)</c>.</summary>
    public abstract BlockRun Prepare(PackedTexts texts);

    /// <param name="ids"><c>(T)</c> int64.</param>
    /// <param name="tokenTypes"><c>(T)</c> int64; null is segment 0 throughout.</param>
    /// <param name="positions"><c>(T)</c> int64: each token's place in its text.</param>
    /// <returns><c>(T, H)</c></returns>
    protected abstract Tensor Embed(Tensor ids, Tensor? tokenTypes, Tensor positions);

    /// <summary>The wanted rows of <c>(T, H)</c>; all of them when null.</summary>
    protected static Tensor Pick(Tensor states, Tensor? wanted) => wanted is null ? states : states.index_select(0, wanted);

    /// <summary>Groups called <c>layer.0</c> and so on.</summary>
    protected static IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> Numbered(IEnumerable<nn.Module> layers) =>
        [.. layers.Select((l, i) => ($"layer.{i}", (IReadOnlyList<nn.Module>)[l]))];

    /// <summary>The same with a norm behind the last one, which belongs to its group.</summary>
    protected static IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> WithLast(IReadOnlyList<(string Name, IReadOnlyList<nn.Module> Modules)> blocks, nn.Module norm) =>
        [.. blocks.SkipLast(1), (blocks[^1].Name, [.. blocks[^1].Modules, norm])];
}
