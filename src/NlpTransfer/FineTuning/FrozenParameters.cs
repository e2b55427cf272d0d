using System.Text.RegularExpressions;
using NlpTransfer.Backbones;
using TorchSharp.Modules;

namespace NlpTransfer.FineTuning;

/// <summary>
/// Parameters that stay frozen whatever the phase, by patterns over names such as <c>layer.0.attention.self.query.weight</c>: the
/// group's name, then the parameter's within it. <c>*</c> stands for any number of characters, <c>?</c> for one. What adapters stand
/// on (<see cref="LayerGroup.Fixed"/>) is always among them.
/// </summary>
public sealed class FrozenParameters
{
    private const string Options = nameof(Training.TrainingOptions.FreezeParameters);

    private readonly HashSet<IntPtr> handles;
    private readonly bool[] isWholeGroup;

    private FrozenParameters(HashSet<IntPtr> handles, bool[] isWholeGroup) => (this.handles, this.isWholeGroup) = (handles, isWholeGroup);

    /// <summary>Finds what the patterns name.</summary>
    /// <param name="groups">The model's, bottom to top.</param>
    /// <exception cref="OptionsException">A pattern matches nothing; the message suggests one.</exception>
    public static FrozenParameters Of(IReadOnlyList<LayerGroup> groups, IReadOnlyList<string> patterns)
    {
        var named = groups.SelectMany(Named).ToList();
        var fixedParts = groups.SelectMany(g => g.Fixed).SelectMany(m => m.parameters());
        var handles = patterns.SelectMany(p => Matching(p, named)).Select(n => n.Parameter).Concat(fixedParts).Select(p => p.Handle).ToHashSet();
        return new(handles, [.. groups.Select(g => g.Parameters.Any() && g.Parameters.All(p => handles.Contains(p.Handle)))]);
    }

    public bool Holds(Parameter parameter) => handles.Contains(parameter.Handle);

    /// <summary>The phase with the groups frozen of which the patterns leave nothing.</summary>
    /// <exception cref="OptionsException">Nothing is left to train.</exception>
    public ResolvedPhase Narrow(ResolvedPhase phase)
    {
        var factors = phase.RateFactors.Select((f, g) => isWholeGroup[g] ? 0 : f).ToArray();
        if (factors.All(f => f == 0)) throw new OptionsException(Options, [$"Phase '{phase.Name}' trains nothing that the frozen parameters leave over; freeze fewer."]);
        return phase with { RateFactors = factors };
    }

    private static IEnumerable<(string Name, Parameter Parameter)> Named(LayerGroup group) =>
        group.Modules.SelectMany(m => m.named_parameters().Select(p => ($"{group.Name}.{p.name}", p.parameter)));

    private static List<(string Name, Parameter Parameter)> Matching(string pattern, List<(string Name, Parameter Parameter)> named)
    {
        var expression = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking);
        var found = named.Where(n => expression.IsMatch(n.Name)).ToList();
        if (found.Count > 0) return found;
        throw new OptionsException(Options, [$"No parameter is called '{pattern}'.{NameSuggestion.DidYouMean(pattern, Known(named))} Names are such as {string.Join(", ", named.Select(n => n.Name).Take(3))}; * stands for anything."]);
    }

    // Every name, and every beginning of one with a star.
    private static IEnumerable<string> Known(List<(string Name, Parameter Parameter)> named) =>
        named.SelectMany(n => n.Name.Split('.').Select((_, i) => string.Join('.', n.Name.Split('.').Take(i)) + ".*").Skip(1).Append(n.Name)).Distinct();
}
