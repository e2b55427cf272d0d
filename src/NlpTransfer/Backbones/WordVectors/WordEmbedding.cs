using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Word ids <c>(B, S)</c> to vectors <c>(B, S, D)</c>, in two tables: the words of the training data, which may train, and
/// further words of the vector file, which never do (they get no gradient, so a dense optimizer would only carry them along).
/// Row 0 is padding, zero for ever.
/// </summary>
internal sealed class WordEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly Embedding seen;
    private readonly Tensor unseen;

    /// <param name="seen"><c>(rows, D)</c>, moved into the module.</param>
    /// <param name="unseen"><c>(more, D)</c>, the rows that follow; may be empty.</param>
    public WordEmbedding(Tensor seen, Tensor unseen) : base(nameof(WordEmbedding))
    {
        SeenCount = seen.shape[0];
        Dimension = seen.shape[1];
        this.seen = nn.Embedding_from_pretrained(seen, freeze: false, padding_idx: 0);
        this.unseen = unseen.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Rows of the table that may train.</summary>
    public long SeenCount { get; }

    public long Dimension { get; }

    /// <summary>The table that may train, <c>(SeenCount, D)</c>; belongs to the module.</summary>
    public Tensor Seen => seen.weight!;

    /// <summary>The table that never does; belongs to the module.</summary>
    public Tensor Unseen => unseen;

    public override Tensor forward(Tensor input)
    {
        if (unseen.shape[0] == 0 || input.max().ToInt64() < SeenCount) return seen.call(input); // (B, S, D)
        var isSeen = input.lt(SeenCount);
        var further = unseen.index_select(0, (input - SeenCount).clamp_min(0).flatten()).view(input.shape[0], input.shape[1], Dimension);
        return where(isSeen.unsqueeze(-1), seen.call(input.masked_fill(~isSeen, 0)), further); // (B, S, D)
    }
}
