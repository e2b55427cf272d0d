using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace NlpTransfer.FineTuning;

/// <summary>A learning-rate schedule in a file: its name, or a mapping of name and whatever differs from that schedule's defaults.</summary>
internal static class RateScheduleFields
{
    private static readonly string[] Common = ["name", "warmup-share", "warmup-steps"];

    public static LearningRateSchedule? Read(YamlNode node, string source, List<string> faults)
    {
        if (node is YamlScalarNode { Value: { } name }) return ByName(node, name, source, faults);
        var named = (node as YamlMappingNode)?.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: "name" }).Value as YamlScalarNode;
        if (named?.Value is not { } text)
        {
            ScheduleFields.Add(faults, source, node, $"'learning-rates' must be one of {string.Join(", ", LearningRateSchedule.Names)}, or a mapping with such a 'name'.");
            return null;
        }
        if (ByName(named, text, source, faults) is not { } schedule) return null;
        return ScheduleFields.Of(node, $"the learning-rate schedule {text}", [.. Common, .. Own(schedule).Select(o => o.Key)], source, faults) is { } fields ? With(schedule, fields) : null;
    }

    /// <summary>The schedule's name where its defaults say all.</summary>
    public static JsonNode Node(LearningRateSchedule schedule)
    {
        var standard = LearningRateSchedule.ByName(schedule.Name);
        if (schedule == standard) return schedule.Name;
        var node = new JsonObject { ["name"] = schedule.Name };
        if (schedule.WarmupShare != standard.WarmupShare) node["warmup-share"] = schedule.WarmupShare;
        if (schedule.WarmupSteps != standard.WarmupSteps) node["warmup-steps"] = schedule.WarmupSteps;
        foreach (var ((key, value), (_, usual)) in Own(schedule).Zip(Own(standard)))
            if (value != usual) node[key] = value;
        return node;
    }

    private static LearningRateSchedule? ByName(YamlNode node, string name, string source, List<string> faults)
    {
        if (LearningRateSchedule.Names.Contains(name)) return LearningRateSchedule.ByName(name);
        ScheduleFields.Add(faults, source, node, $"there is no learning-rate schedule '{name}'.{NameSuggestion.DidYouMean(name, LearningRateSchedule.Names)} Known: {string.Join(", ", LearningRateSchedule.Names)}.");
        return null;
    }

    private static (string Key, double Value)[] Own(LearningRateSchedule schedule) => schedule switch
    {
        OneCycleRate rate => [("rise-share", rate.RiseShare)],
        SlantedTriangularRate rate => [("rise-share", rate.RiseShare), ("ratio", rate.Ratio)],
        PlateauRate rate => [("factor", rate.ReductionFactor), ("patience", rate.Patience)],
        _ => [],
    };

    private static LearningRateSchedule With(LearningRateSchedule schedule, ScheduleFields fields)
    {
        schedule = schedule switch
        {
            OneCycleRate rate => rate with { RiseShare = fields.Number("rise-share") ?? rate.RiseShare },
            SlantedTriangularRate rate => rate with { RiseShare = fields.Number("rise-share") ?? rate.RiseShare, Ratio = fields.Number("ratio") ?? rate.Ratio },
            PlateauRate rate => rate with { ReductionFactor = fields.Number("factor") ?? rate.ReductionFactor, Patience = (int)(fields.Whole("patience") ?? rate.Patience) },
            _ => schedule,
        };
        return schedule with { WarmupShare = fields.Number("warmup-share") ?? schedule.WarmupShare, WarmupSteps = fields.Whole("warmup-steps") ?? schedule.WarmupSteps };
    }
}
