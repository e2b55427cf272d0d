using YamlDotNet.RepresentationModel;

namespace NlpTransfer.FineTuning;

/// <summary>From a file's nodes to a schedule; faults are gathered, each with its line.</summary>
internal sealed class ScheduleReader(string source, List<string> faults)
{
    private static readonly string[] ScheduleKeys = ["name", "phases"];
    private static readonly string[] PhaseKeys = ["name", "groups", "rate-decay", "gradual", "learning-rates", "epochs", "steps", "until-no-improvement", "max-epochs"];
    private static readonly string[] GroupKeys = ["group", "last", "from", "rate"];
    private static readonly string[] LengthKeys = ["epochs", "steps", "until-no-improvement"];

    /// <summary>Null when there are faults.</summary>
    public FineTuningSchedule? Schedule(YamlNode root)
    {
        if (Fields(root, "a schedule", ScheduleKeys) is not { } fields) return null;
        var name = fields.Text("name") ?? Path.GetFileNameWithoutExtension(source);
        var phases = fields.List("phases");
        if (phases is null) fields.Fault(root, "expected 'phases', a list; found none.");
        if (phases is { Count: 0 }) fields.Fault(fields["phases"]!, "'phases' must have at least one phase, had none.");
        var read = (phases ?? []).Select((node, i) => Phase(node, $"phase {i + 1}")).ToList();
        return faults.Count > 0 ? null : new(name, [.. read.Select(p => p!)]);
    }

    private Phase? Phase(YamlNode node, string name)
    {
        var before = faults.Count;
        if (Fields(node, "a phase", PhaseKeys) is not { } fields) return null;
        var phase = new Phase { Name = fields.Text("name") ?? name };
        if (Groups(fields) is { } groups) phase = phase with { Groups = groups };
        if (fields.Number("rate-decay") is { } decay) phase = phase with { RateDecay = decay };
        if (fields.Truth("gradual") is { } gradual) phase = phase with { Gradual = gradual };
        if (Length(fields) is { } length) phase = phase with { Length = length };
        phase = phase with { LearningRates = Rates(fields) };
        if (faults.Count > before) return null;
        foreach (var fault in phase.Validate()) fields.Fault(node, fault);
        return phase;
    }

    private static PhaseLength? Length(ScheduleFields fields)
    {
        var given = LengthKeys.Where(k => fields[k] is not null).ToArray();
        if (given.Length > 1) fields.Fault(fields[given[1]]!, $"a phase lasts epochs, steps or until-no-improvement, one of them; found {string.Join(" and ", given)}.");
        if (fields["max-epochs"] is { } most && fields["until-no-improvement"] is null) fields.Fault(most, "'max-epochs' belongs to until-no-improvement; say 'epochs' for a fixed length.");
        if (fields.Number("epochs") is { } epochs) return PhaseLength.Epochs(epochs);
        if (fields.Whole("steps") is { } steps)
        {
            if (steps < 1) fields.Fault(fields["steps"]!, $"'steps' must be at least 1, was {steps}.");
            return PhaseLength.Steps(steps);
        }
        if (fields.Whole("until-no-improvement") is not { } patience) return null;
        return fields.Number("max-epochs") is { } bound ? PhaseLength.UntilNoImprovement((int)patience, bound) : PhaseLength.UntilNoImprovement((int)patience);
    }

    private List<GroupRate>? Groups(ScheduleFields fields)
    {
        if (fields["groups"] is not { } node) return null;
        var entries = node is YamlSequenceNode list ? list.Children : [node];
        if (entries.Count == 0) fields.Fault(node, "'groups' must select something, was empty.");
        return [.. entries.Select(Group).OfType<GroupRate>()];
    }

    private GroupRate? Group(YamlNode node)
    {
        if (node is YamlScalarNode text) return Selector(node, text.Value ?? "") is { } selector ? new(selector) : null;
        if (Fields(node, "a group", GroupKeys) is not { } fields) return null;
        var given = GroupKeys.Where(k => k != "rate" && fields[k] is not null).ToArray();
        if (given.Length != 1)
        {
            fields.Fault(node, $"a group is named by group, last or from, one of them; found {(given.Length == 0 ? "none" : string.Join(" and ", given))}.");
            return null;
        }
        var argument = fields.Text(given[0]) ?? "";
        var rate = fields.Number("rate") ?? 1;
        return Selector(node, given[0] == "group" ? argument : $"{given[0]}: {argument}") is { } groups ? new(groups, rate) : null;
    }

    private GroupSelector? Selector(YamlNode node, string text)
    {
        try
        {
            return GroupSelector.Parse(text);
        }
        catch (FormatException error)
        {
            ScheduleFields.Add(faults, source, node, error.Message);
            return null;
        }
    }

    private LearningRateSchedule? Rates(ScheduleFields fields) =>
        fields["learning-rates"] is { } node ? RateScheduleFields.Read(node, source, faults) : null;

    private ScheduleFields? Fields(YamlNode node, string what, string[] keys) => ScheduleFields.Of(node, what, keys, source, faults);
}
