using System.Globalization;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;

namespace NlpTransfer.Training;

/// <summary>Rates at which pretrained weights are lost rather than adapted.</summary>
internal static class RateCheck
{
    /// <summary>So many times the rate that presets use is far above it.</summary>
    public const double FarAbove = 5;

    /// <summary>One sentence where a phase unfreezes pretrained groups at such a rate.</summary>
    public static IReadOnlyList<string> Warnings(LayeredModel model, ResolvedPhase phase, double learningRate)
    {
        var usual = model.UsualRate;
        var fast = model.LayerGroups.Select((g, i) => (g.Name, g.IsPretrained, Rate: learningRate * phase.RateFactors[i])).Where(g => g.IsPretrained && g.Rate > FarAbove * usual).ToArray();
        if (fast.Length == 0) return [];
        var names = fast.Length == 1 ? fast[0].Name : $"{fast[0].Name} to {fast[^1].Name}";
        return [string.Create(CultureInfo.InvariantCulture,
            $"Phase '{phase.Name}' trains the pretrained {names} at up to {fast.Max(g => g.Rate):0.######}, {fast.Max(g => g.Rate) / usual:0} times the {usual:0.######} that presets use for this backbone; what it learned may be lost. Lower LearningRate or the schedule's rates.")];
    }
}
