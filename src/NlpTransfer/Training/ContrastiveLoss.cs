using NlpTransfer.Heads;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// The squared distance of a pair's cosine from 1 (same label) or 0 (different labels). The pairs are all of a batch, drawn as the
/// batches are and never listed; the two kinds weigh the same, however many there are of each. Of several tapped layers the last one is
/// compared.
/// </summary>
internal sealed class ContrastiveLoss(ClassificationModel model, IReadOnlyList<int> labels, Device device) : BatchLoss
{
    public override Tensor Compute(ITrainingData data, int[] batch)
    {
        var features = model.Forward(data.Collate(batch, device), data.FirstGroup, model.LayerGroups.Count - 1).Values; // (B, F)
        var top = model.Backbone.TopSize;
        return Of(features.narrow(1, features.shape[1] - top, top), [.. batch.Select(i => (long)labels[i])]);
    }

    /// <param name="features"><c>(B, F)</c></param>
    /// <param name="labels">Of each row.</param>
    public static Tensor Of(Tensor features, long[] labels)
    {
        var unit = features / features.norm(1, keepdim: true).clamp_min(1e-12); // (B, F)
        var ids = tensor(labels, device: features.device); // (B)
        var same = (ids.unsqueeze(0) == ids.unsqueeze(1)).to_type(features.dtype); // (B, B)
        var pairs = ones_like(same).triu(1); // each pair once
        var errors = (unit.matmul(unit.t()) - same).pow(2) * pairs; // (B, B)
        return (Mean(errors, same * pairs) + Mean(errors, (1 - same) * pairs)) / 2;
    }

    // Of a batch without such pairs, 0.
    private static Tensor Mean(Tensor errors, Tensor chosen) => (errors * chosen).sum() / chosen.sum().clamp_min(1);
}
