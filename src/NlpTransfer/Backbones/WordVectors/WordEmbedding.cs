using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// Word ids <c>(B, S)</c> to vectors <c>(B, S, D)</c>, in two tables: the words of the training data, which may train, and
/// further words of the vector file, which never do (they get no gradient, so a dense optimizer would only carry them along).
/// Row 0 is padding, zero for ever. With a static channel (Kim 2014, section 3.1) each vector is the sum of the table that may
/// train and a copy of it that never does: a filter over two channels whose responses are added is a filter over their sum.
/// </summary>
internal sealed class WordEmbedding : nn.Module<Tensor, Tensor>, IHoldsConstants
{
    private readonly Embedding seen;
    private readonly Tensor unseen;
    private readonly Tensor? original;

    /// <param name="seen"><c>(rows, D)</c>, moved into the module.</param>
    /// <param name="unseen"><c>(more, D)</c>, the rows that follow; may be empty.</param>
    /// <param name="original">The static channel, <c>(rows, D)</c>, moved into the module; null for none.</param>
    public WordEmbedding(Tensor seen, Tensor unseen, Tensor? original = null) : base(nameof(WordEmbedding))
    {
        SeenCount = seen.shape[0];
        Dimension = seen.shape[1];
        this.seen = nn.Embedding_from_pretrained(seen, freeze: false, padding_idx: 0);
        this.unseen = unseen.DetachFromDisposeScope();
        this.original = original?.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Rows of the table that may train.</summary>
    public long SeenCount { get; }

    public long Dimension { get; }

    /// <summary>The table that may train, <c>(SeenCount, D)</c>; belongs to the module.</summary>
    public Tensor Seen => seen.weight!;

    /// <summary>The table that never does; belongs to the module.</summary>
    public Tensor Unseen => unseen;

    /// <summary>The static channel; null for none. Belongs to the module.</summary>
    public Tensor? Original => original;

    public IEnumerable<Tensor> Constants => original is null ? [unseen] : [unseen, original];

    public override Tensor forward(Tensor input)
    {
        if (!HasUnseen(input)) return Known(input); // (B, S, D)
        var isSeen = input.lt(SeenCount);
        var further = Rows(unseen, (input - SeenCount).clamp_min(0));
        if (original is not null) further = further * 2; // both channels hold it
        return where(isSeen.unsqueeze(-1), Known(input.masked_fill(~isSeen, 0)), further); // (B, S, D)
    }

    /// <summary>
    /// The sum over each text's words, <c>(B, D)</c>. Where the table is frozen the vectors of the single words are never written
    /// to memory.
    /// </summary>
    public Tensor Sum(Tensor ids)
    {
        if (Seen.requires_grad || original is not null || HasUnseen(ids)) return call(ids).sum(1); // padding is zeros
        using var bag = nn.EmbeddingBag_from_pretrained(Seen.detach(), freeze: true, mode: EmbeddingBagMode.Sum, padding_index: WordVocabulary.Padding);
        return bag.call(ids);
    }

    private bool HasUnseen(Tensor ids) => unseen.shape[0] > 0 && ids.max().ToInt64() >= SeenCount;

    private Tensor Known(Tensor ids) => original is null ? seen.call(ids) : seen.call(ids) + Rows(original, ids); // (B, S, D)

    private Tensor Rows(Tensor table, Tensor ids) => table.index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], Dimension);
}
