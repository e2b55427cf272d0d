using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace NlpTransfer.FineTuning;

/// <summary>A schedule as the tree that a file holds; what is a default is left out.</summary>
internal static class ScheduleWriter
{
    private static readonly Phase Default = new();

    public static JsonObject Node(FineTuningSchedule schedule) => new()
    {
        ["name"] = schedule.Name,
        ["phases"] = new JsonArray([.. schedule.Phases.Select(Phase)]),
    };

    public static string Yaml(JsonNode node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(Converted(node))).Save(text, assignAnchors: false);
        var yaml = text.ToString();
        return yaml.EndsWith("...\n", StringComparison.Ordinal) ? yaml[..^4] : yaml; // the mark that ends a document
    }

    private static JsonObject Phase(Phase phase)
    {
        var node = new JsonObject { ["name"] = phase.Name, ["groups"] = new JsonArray([.. phase.Groups.Select(Group)]) };
        if (phase.RateDecay != Default.RateDecay) node["rate-decay"] = phase.RateDecay;
        if (phase.Gradual) node["gradual"] = true;
        if (phase.LearningRates is { } rates) node["learning-rates"] = RateScheduleFields.Node(rates);
        if (phase.Length.Patience is { } patience) (node["until-no-improvement"], node["max-epochs"]) = (patience, phase.Length.EpochCount);
        else if (phase.Length.StepCount > 0) node["steps"] = phase.Length.StepCount;
        else node["epochs"] = phase.Length.EpochCount;
        return node;
    }

    private static JsonNode Group(GroupRate rate)
    {
        var colon = rate.Groups.Text.IndexOf(':');
        if (colon < 0 && rate.RateFactor == 1) return rate.Groups.Text;
        var node = colon < 0
            ? new JsonObject { ["group"] = rate.Groups.Text }
            : new JsonObject { [rate.Groups.Text[..colon]] = rate.Groups.Text[(colon + 1)..].Trim() };
        if (node["last"] is { } last) node["last"] = int.Parse((string)last!, System.Globalization.CultureInfo.InvariantCulture);
        if (rate.RateFactor != 1) node["rate"] = rate.RateFactor;
        return node;
    }

    private static YamlNode Converted(JsonNode? node) => node switch
    {
        JsonObject fields => new YamlMappingNode(fields.Select(f => KeyValuePair.Create<YamlNode, YamlNode>(new YamlScalarNode(f.Key), Converted(f.Value)))),
        JsonArray items => new YamlSequenceNode(items.Select(Converted)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => new YamlScalarNode(value.GetValue<string>()),
        _ => new YamlScalarNode(node!.ToJsonString()) { Style = ScalarStyle.Plain },
    };
}
