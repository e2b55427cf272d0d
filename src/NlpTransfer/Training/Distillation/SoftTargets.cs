using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NlpTransfer.Training;

/// <summary>
/// What a teacher says of each training example, for a student to learn beside the labels or in their place (Hinton, Vinyals and Dean
/// 2015, "Distilling the knowledge in a neural network").
/// </summary>
/// <param name="Logits">Row by row, <c>(N, Classes)</c>, by the student's label ids.</param>
/// <param name="Classes">Labels a row.</param>
/// <param name="Labelled">So many examples, the first ones, have labels too; of the others the teacher's word is all there is.</param>
public sealed record SoftTargets(float[] Logits, int Classes, int Labelled)
{
    /// <summary>What logits of teacher and student are divided by before they are compared: above 1, what the teacher says of the less probable labels counts more.</summary>
    /// <value>2</value>
    public double Temperature { get; init; } = 2;

    /// <summary>The teacher's share of the loss of an example with a label, 0 to 1.</summary>
    /// <value>0.5</value>
    public double Weight { get; init; } = 0.5;

    public bool IsLabelled(int example) => example < Labelled;

    /// <summary>The teacher's share of an example's loss: all of it where there is no label.</summary>
    public double WeightOf(int example) => IsLabelled(example) ? Weight : 1;

    /// <summary>The teacher's logits of a batch, row by row.</summary>
    public float[] Rows(IReadOnlyList<int> batch) => [.. batch.SelectMany(i => new ArraySegment<float>(Logits, i * Classes, Classes))];

    /// <summary>What a training is told apart by.</summary>
    internal string Describe() => FormattableString.Invariant(
        $"temperature {Temperature}, weight {Weight}, {Labelled} labelled, logits {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(Logits)))[..16]}");
}
