using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>A stretch of an image network that freezes together.</summary>
/// <param name="Name">The layer group's name.</param>
/// <param name="Channels">Of what it puts out.</param>
/// <param name="Modules">With the dotted path that each has in the network's state dict.</param>
/// <param name="Forward"><c>(B, C, H, W)</c> to the next map; or to <c>(B, Channels)</c> where <see cref="IsVector"/>.</param>
internal sealed record ImageStage(string Name, long Channels, IReadOnlyList<(string Path, nn.Module Module)> Modules, Func<Tensor, Tensor> Forward)
{
    /// <summary>Whether what it puts out has no places left to pool over.</summary>
    public bool IsVector { get; init; }

    /// <summary>A stage of blocks, one after the other, at <c>path.0</c>, <c>path.1</c>, ...</summary>
    public static ImageStage OfBlocks(string name, string path, int firstIndex, long channels, IReadOnlyList<nn.Module<Tensor, Tensor>> blocks) => new(
        name, channels, [.. blocks.Select((b, i) => ($"{path}.{firstIndex + i}", (nn.Module)b))], x => blocks.Aggregate(x, (state, block) => block.call(state)));
}
