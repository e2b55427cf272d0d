using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace NlpTransfer.Experiments;

/// <summary>The sections of a file that are about the experiment as a whole.</summary>
internal sealed class SectionReader(FileFaults faults)
{
    public HalvingOptions Halving(YamlNode node)
    {
        var options = new HalvingOptions();
        foreach (var (key, value) in Fields(node, "halving", ["factor", "min-epochs", "max-epochs", "by"]))
            options = key switch
            {
                "factor" => options with { Factor = Whole(key, value) ?? options.Factor },
                "min-epochs" => options with { MinEpochs = Whole(key, value) ?? options.MinEpochs },
                "max-epochs" => options with { MaxEpochs = Whole(key, value) ?? options.MaxEpochs },
                _ => options with { By = (value as YamlScalarNode)?.Value ?? "" },
            };
        foreach (var fault in options.Validate()) faults.Add(node, fault);
        return options;
    }

    public LearningCurveOptions Curve(YamlNode node, TrialReader trials, ExperimentKeys keys)
    {
        var options = new LearningCurveOptions();
        foreach (var (key, value) in Fields(node, "learning-curve", ["examples", "from-scratch"]))
            options = key == "examples"
                ? options with { Examples = [.. (value is YamlSequenceNode list ? list.Children : [value]).Select(n => Whole(key, n)).OfType<int>()] }
                : options with { FromScratch = [.. Fields(value, "from-scratch", [.. keys.All]).Select(f => trials.Option(f.Key, f.Value)).OfType<TrialOption>()] };
        foreach (var fault in options.Validate()) faults.Add(node, fault);
        return options;
    }

    private IEnumerable<(string Key, YamlNode Value)> Fields(YamlNode node, string what, string[] known)
    {
        if (node is not YamlMappingNode mapping)
        {
            faults.Add(node, $"'{what}' must be a mapping, was {FileFaults.Kind(node)}.");
            yield break;
        }
        foreach (var (key, value) in mapping.Children)
            if (key is YamlScalarNode { Value: { } name } && known.Contains(name)) yield return (name, value);
            else faults.Add(key, $"'{what}' has no key {FileFaults.Kind(key)}.{NameSuggestion.DidYouMean((key as YamlScalarNode)?.Value ?? "", known)}");
    }

    private int? Whole(string key, YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text } && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return value;
        faults.Add(node, $"'{key}' must be a whole number, was {FileFaults.Kind(node)}.");
        return null;
    }
}
