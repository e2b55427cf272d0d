using NlpTransfer.Backbones;
using NlpTransfer.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>Examples ready for a model, of text or of anything else: the one thing the loop and the evaluation know of data.</summary>
public interface ITrainingData
{
    int Count { get; }

    /// <summary>Tokens of each example after truncation; equal numbers where length means nothing.</summary>
    IReadOnlyList<int> Lengths { get; }

    /// <summary>The class of each example, of several the first; -1 where it has none.</summary>
    IReadOnlyList<int> Labels { get; }

    /// <summary>Every class of each example, for multi-label models; empty where it has none.</summary>
    IReadOnlyList<IReadOnlyList<int>> LabelSets { get; }

    /// <summary>How many examples were cut off at the model's limit.</summary>
    int Truncated { get; }

    /// <summary>The layer group that a batch enters: 0 is the model's input; more where the groups below it have been run already.</summary>
    int FirstGroup => 0;

    /// <summary>Whether <see cref="Collate"/> gives the same for an example every time; augmentation does not.</summary>
    bool IsRepeatable => true;

    /// <summary>How many forms an example takes, one an epoch, before they come again in turn; 0 where no epoch is like another. Data that is always the same has 1.</summary>
    int Views => IsRepeatable ? 1 : 0;

    /// <summary>
    /// SHA-256 over all that decides what <see cref="Collate"/> gives, content and preprocessing; null where there is none, and
    /// nothing that was computed from the data can be used by another run.
    /// </summary>
    string? Fingerprint => null;

    /// <summary>
    /// Says which batches are about to be asked for, in their order, so that data which takes time can be prepared meanwhile, and
    /// data that differs from epoch to epoch knows the epoch.
    /// </summary>
    /// <param name="batches">Not binding: any batch may be asked for at any time.</param>
    /// <param name="epoch">The epoch of training, from 0; null for a measurement, which sees every example as it is.</param>
    void Announce(IReadOnlyList<int[]> batches, int? epoch)
    {
    }

    /// <summary>What the epoch at hand overlays each example of a batch with: another example, and the share that stays of the first; null for nothing.</summary>
    IReadOnlyList<(int Other, double Share)>? Mixed(IReadOnlyList<int> batch) => null;

    /// <summary>What a teacher says of the examples; null where labels are all there is.</summary>
    SoftTargets? SoftTargets => null;

    /// <summary>The batches of an epoch: a pure function of the arguments. Similar lengths share a batch; data of several tasks has other ideas.</summary>
    int[][] Plan(BatchOptions options, long seed, int epoch) => LengthGroupedBatches.Plan(Lengths, options, seed, epoch);

    /// <summary>A batch of what <see cref="FirstGroup"/> takes.</summary>
    Activations Collate(IReadOnlyList<int> indices, Device device);

    /// <summary>Where an example came from, for messages; never what it says.</summary>
    string Source(int index);
}
