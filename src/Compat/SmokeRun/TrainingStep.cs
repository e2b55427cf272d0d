using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmokeRun;

/// <summary>What one AdamW step of a small network yields: every part of torch that training rests on has to work for it.</summary>
/// <param name="LossBefore">Cross-entropy before the step.</param>
/// <param name="GradientNorm">Euclidean norm of the first layer's weight gradient.</param>
/// <param name="LossAfter">Cross-entropy after the step.</param>
internal sealed record TrainingStep(float LossBefore, float GradientNorm, float LossAfter)
{
    private const float Tolerance = 1e-4f;

    /// <summary>From recorded.cpp, which does the same in libtorch's own C++.</summary>
    internal static TrainingStep Recorded { get; } = new(1.24614549f, 0.54511404f, 0.86217564f);

    internal static TrainingStep Run(string device)
    {
        using var scope = NewDisposeScope();
        using var hidden = Linear(4, 8);
        using var output = Linear(8, 3);
        Fill(hidden.weight, arange(32, dtype: float32).cos());
        Fill(output.weight, arange(24, dtype: float32).sin());
        Fill(hidden.bias, zeros(8));
        Fill(output.bias, zeros(3));
        hidden.to(new Device(device));
        output.to(new Device(device));
        Tensor inputs = arange(20, dtype: float32).sin().view(5, 4).to(new Device(device));
        Tensor targets = tensor(new long[] { 0, 1, 2, 0, 1 }).to(new Device(device));
        using var optimizer = optim.AdamW(hidden.parameters().Concat(output.parameters()), lr: 0.05, weight_decay: 0.1);
        Tensor Loss() => functional.cross_entropy(output.call(hidden.call(inputs).tanh()), targets);

        Tensor before = Loss();
        before.backward();
        float norm = hidden.weight!.grad!.norm().cpu().item<float>();
        optimizer.step();
        return new TrainingStep(before.cpu().item<float>(), norm, Loss().cpu().item<float>());
    }

    internal IReadOnlyList<string> DifferencesFrom(TrainingStep expected)
    {
        (string Name, float Found, float Expected)[] numbers =
        [
            ("the loss before the step", LossBefore, expected.LossBefore),
            ("the gradient's norm", GradientNorm, expected.GradientNorm),
            ("the loss after the step", LossAfter, expected.LossAfter),
        ];
        // Not "greater than the tolerance": a NaN must differ, too.
        return [.. numbers.Where(n => !(MathF.Abs(n.Found - n.Expected) <= Tolerance)).Select(n => FormattableString.Invariant($"{n.Name} is {n.Found:G7}, recorded {n.Expected:G7}"))];
    }

    private static void Fill(Tensor? weight, Tensor values)
    {
        using var _ = no_grad();
        weight!.copy_(values.view(weight.shape));
    }
}
