using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>ResNet-18 (He et al. 2016) as one writes it from the paper: modules one after the other, maps <c>(B, C, H, W)</c> as they come.</summary>
internal sealed class PlainResNet : nn.Module<Tensor, Tensor>
{
    private readonly Sequential stem = nn.Sequential(nn.Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false), nn.BatchNorm2d(64), nn.ReLU(inplace: true), nn.MaxPool2d(3, stride: 2, padding: 1));
    private readonly ModuleList<Block> blocks;
    private readonly Linear fc;

    public PlainResNet(int classes) : base(nameof(PlainResNet))
    {
        (long From, long To)[] widths = [(64, 64), (64, 128), (128, 256), (256, 512)];
        blocks = nn.ModuleList(widths.SelectMany(w => new[] { new Block(w.From, w.To), new Block(w.To, w.To) }).ToArray());
        fc = nn.Linear(512, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => fc.call(blocks.Aggregate(stem.call(images), (x, block) => block.call(x)).mean([2L, 3]));

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Sequential body;
        private readonly Sequential? projection;

        public Block(long from, long to) : base(nameof(Block))
        {
            var stride = from == to ? 1 : 2;
            body = nn.Sequential(
                nn.Conv2d(from, to, 3, stride: stride, padding: 1, bias: false), nn.BatchNorm2d(to), nn.ReLU(inplace: true), nn.Conv2d(to, to, 3, padding: 1, bias: false), nn.BatchNorm2d(to));
            projection = from == to ? null : nn.Sequential(nn.Conv2d(from, to, 1, stride: stride, bias: false), nn.BatchNorm2d(to));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => body.call(x).add_(projection?.call(x) ?? x).relu_();
    }
}
