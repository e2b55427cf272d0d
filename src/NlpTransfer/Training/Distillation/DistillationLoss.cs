using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// (1 - w) times the loss of the labels and w T² times the divergence KL(teacher || student) of the probabilities at temperature T. With
/// T² the teacher's gradients keep their size beside those of the labels whatever the temperature (Hinton et al. 2015, section 2).
/// </summary>
/// <param name="labels">The loss of the labels, asked only about examples that have one. Disposed with this.</param>
/// <param name="targets">What the teacher says.</param>
/// <param name="model">Whether its labels exclude each other decides which probabilities are compared; where they do not, the divergence is the mean over labels.</param>
internal sealed class DistillationLoss(ClassificationLoss labels, SoftTargets targets, ClassificationModel model, Device device) : ClassificationLoss(model, device)
{
    private readonly bool isMultiLabel = model.Problem == ProblemType.MultiLabel;

    public override Tensor Compute(Tensor logits, IReadOnlyList<int> batch)
    {
        var shares = tensor([.. batch.Select(i => (float)targets.WeightOf(i))], device: Device); // (B)
        var loss = (Divergences(logits, batch) * shares).mean() * (targets.Temperature * targets.Temperature);
        var rows = Enumerable.Range(0, batch.Count).Where(r => targets.IsLabelled(batch[r])).ToArray();
        if (rows.Length == 0 || targets.Weight == 1) return loss;
        int[] labelled = [.. rows.Select(r => batch[r])];
        var theirs = rows.Length == batch.Count ? logits : logits.index_select(0, tensor([.. rows.Select(r => (long)r)], device: Device)); // (L, classes)
        return loss + (labels.Compute(theirs, labelled) * ((1 - targets.Weight) * labels.Weight(labelled) / batch.Count));
    }

    public override void Dispose() => labels.Dispose();

    private Tensor Divergences(Tensor logits, IReadOnlyList<int> batch)
    {
        var teacher = tensor(targets.Rows(batch), [batch.Count, targets.Classes], device: Device) / targets.Temperature; // (B, classes)
        var student = logits / targets.Temperature; // (B, classes)
        return isMultiLabel
            ? (Term(nn.functional.logsigmoid(teacher), nn.functional.logsigmoid(student)) + Term(nn.functional.logsigmoid(-teacher), nn.functional.logsigmoid(-student))).mean([1L]) // (B)
            : Term(nn.functional.log_softmax(teacher, 1), nn.functional.log_softmax(student, 1)).sum(1L); // (B)
    }

    private static Tensor Term(Tensor teacher, Tensor student) => teacher.exp() * (teacher - student); // (B, classes)
}
