using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Convolutions by their torchvision names, and how their outputs meet. The five kinds are figures 5 to 7 and 10 of Szegedy et al. 2016.</summary>
internal sealed class InceptionBlock : nn.Module<Tensor, Tensor>
{
    private readonly IReadOnlyDictionary<string, InceptionConv> parts;
    private readonly Func<InceptionBlock, Tensor, Tensor[]> branches;

    private InceptionBlock(IEnumerable<(string Name, InceptionConv Conv)> parts, Func<InceptionBlock, Tensor, Tensor[]> branches) : base(nameof(InceptionBlock))
    {
        this.parts = parts.ToDictionary(p => p.Name, p => p.Conv);
        this.branches = branches;
        foreach (var (name, conv) in this.parts) register_module(name, conv);
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return cat(branches(this, x), dim: 1).MoveToOuterDisposeScope();
    }

    public static InceptionBlock A(long from, long pool) => new(
        [
            ("branch1x1", new(from, 64)), ("branch5x5_1", new(from, 48)), ("branch5x5_2", new(48, 64, (5, 5), 1, (2, 2))),
            ("branch3x3dbl_1", new(from, 64)), ("branch3x3dbl_2", Same(64, 96)), ("branch3x3dbl_3", Same(96, 96)), ("branch_pool", new(from, pool)),
        ],
        (b, x) => [b.Chain(x, "branch1x1"), b.Chain(x, "branch5x5_1", "branch5x5_2"), b.Chain(x, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"), b.Chain(Average(x), "branch_pool")]);

    public static InceptionBlock B(long from) => new(
        [("branch3x3", Halving(from, 384)), ("branch3x3dbl_1", new(from, 64)), ("branch3x3dbl_2", Same(64, 96)), ("branch3x3dbl_3", Halving(96, 96))],
        (b, x) => [b.Chain(x, "branch3x3"), b.Chain(x, "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"), Largest(x)]);

    public static InceptionBlock C(long from, long width) => new(
        [
            ("branch1x1", new(from, 192)), ("branch7x7_1", new(from, width)), ("branch7x7_2", Row(width, width)), ("branch7x7_3", Column(width, 192)),
            ("branch7x7dbl_1", new(from, width)), ("branch7x7dbl_2", Column(width, width)), ("branch7x7dbl_3", Row(width, width)),
            ("branch7x7dbl_4", Column(width, width)), ("branch7x7dbl_5", Row(width, 192)), ("branch_pool", new(from, 192)),
        ],
        (b, x) =>
        [
            b.Chain(x, "branch1x1"), b.Chain(x, "branch7x7_1", "branch7x7_2", "branch7x7_3"),
            b.Chain(x, "branch7x7dbl_1", "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4", "branch7x7dbl_5"), b.Chain(Average(x), "branch_pool"),
        ]);

    public static InceptionBlock D(long from) => new(
        [
            ("branch3x3_1", new(from, 192)), ("branch3x3_2", Halving(192, 320)), ("branch7x7x3_1", new(from, 192)),
            ("branch7x7x3_2", Row(192, 192)), ("branch7x7x3_3", Column(192, 192)), ("branch7x7x3_4", Halving(192, 192)),
        ],
        (b, x) => [b.Chain(x, "branch3x3_1", "branch3x3_2"), b.Chain(x, "branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3", "branch7x7x3_4"), Largest(x)]);

    public static InceptionBlock E(long from) => new(
        [
            ("branch1x1", new(from, 320)), ("branch3x3_1", new(from, 384)), ("branch3x3_2a", new(384, 384, (1, 3), 1, (0, 1))), ("branch3x3_2b", new(384, 384, (3, 1), 1, (1, 0))),
            ("branch3x3dbl_1", new(from, 448)), ("branch3x3dbl_2", Same(448, 384)), ("branch3x3dbl_3a", new(384, 384, (1, 3), 1, (0, 1))),
            ("branch3x3dbl_3b", new(384, 384, (3, 1), 1, (1, 0))), ("branch_pool", new(from, 192)),
        ],
        (b, x) =>
        {
            var (single, twice) = (b.Chain(x, "branch3x3_1"), b.Chain(x, "branch3x3dbl_1", "branch3x3dbl_2"));
            return
            [
                b.Chain(x, "branch1x1"), b.Chain(single, "branch3x3_2a"), b.Chain(single, "branch3x3_2b"),
                b.Chain(twice, "branch3x3dbl_3a"), b.Chain(twice, "branch3x3dbl_3b"), b.Chain(Average(x), "branch_pool"),
            ];
        });

    private static InceptionConv Same(long from, long to) => new(from, to, (3, 3), 1, (1, 1));

    private static InceptionConv Halving(long from, long to) => new(from, to, (3, 3), 2);

    private static InceptionConv Row(long from, long to) => new(from, to, (1, 7), 1, (0, 3));

    private static InceptionConv Column(long from, long to) => new(from, to, (7, 1), 1, (3, 0));

    private static Tensor Average(Tensor x) => nn.functional.avg_pool2d(x, 3, stride: 1, padding: 1);

    private static Tensor Largest(Tensor x) => nn.functional.max_pool2d(x, 3, stride: 2);

    private Tensor Chain(Tensor x, params string[] names) => names.Aggregate(x, (state, name) => parts[name].call(state));
}
