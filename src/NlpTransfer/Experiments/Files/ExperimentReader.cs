using YamlDotNet.RepresentationModel;

namespace NlpTransfer.Experiments;

/// <summary>From a file's nodes to an experiment; faults are gathered, each with its place.</summary>
internal sealed class ExperimentReader(string source, ExperimentKeys keys, IReadOnlyDictionary<string, string> given, int mostRuns, FileFaults faults)
{
    private const string NameKey = "name", GridKey = "grid", HalvingKey = "halving", CurveKey = "learning-curve";

    private static readonly string[] Own = [NameKey, GridKey, HalvingKey, CurveKey];

    private readonly TrialReader trials = new(source, keys, faults);
    private readonly SectionReader sections = new(faults);

    /// <summary>Null when there are faults.</summary>
    public Experiment? Read(YamlNode root)
    {
        if (root is not YamlMappingNode mapping)
        {
            faults.Add(root, $"expected an experiment, options of 'train' by name such as 'data: mails.csv'; found {FileFaults.Kind(root)}.");
            return null;
        }
        CheckKeys(mapping, Own);
        foreach (var (key, value) in given) Replace(mapping, key, value);
        var name = Child(mapping, NameKey) is { } node ? trials.Text(NameKey, node) : Path.GetFileNameWithoutExtension(source);
        if (name is not null && TrialNames.Clean(name) != name) faults.Add(Child(mapping, NameKey)!, $"'{NameKey}' must be letters, digits and . _ = , + - because it names a folder; was '{name}'.");
        var halving = Child(mapping, HalvingKey) is { } half ? sections.Halving(half) : null;
        var curve = Child(mapping, CurveKey) is { } section ? sections.Curve(section, trials, keys) : new();
        if (faults.All.Count > 0) return null;
        var grids = Grids(mapping);
        if (grids.Count > mostRuns) faults.Add(mapping, $"expected {(mostRuns == 1 ? "one run" : $"at most {mostRuns:N0} runs")}, found {grids.Count:N0} grids.");
        var all = grids.SelectMany(grid => Expanded(mapping, grid, name!)).ToList();
        return faults.All.Count > 0 ? null : new Experiment { Name = name!, Source = source, Trials = TrialNames.Distinct(all), Halving = halving, LearningCurve = curve };
    }

    private static YamlNode? Child(YamlMappingNode mapping, string key) => mapping.Children.FirstOrDefault(c => c.Key is YamlScalarNode text && text.Value == key).Value;

    private static void Replace(YamlMappingNode mapping, string key, string value) => mapping.Children[new YamlScalarNode(key)] = new YamlScalarNode(value);

    private void CheckKeys(YamlMappingNode mapping, IReadOnlyList<string> beside)
    {
        string[] known = [.. beside, .. keys.All];
        foreach (var key in mapping.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name)) faults.Add(key, $"there is no option '{name}'.{NameSuggestion.DidYouMean(name, known)} Options are those of 'train', without the dashes, and the keys of its --set.");
        }
    }

    // A list of grids is one after the other; without any, the file's own lists are the grid.
    private IReadOnlyList<YamlMappingNode> Grids(YamlMappingNode root)
    {
        if (Child(root, GridKey) is not { } node) return [new YamlMappingNode()];
        var grids = (node is YamlSequenceNode list ? list.Children : [node]).ToList();
        if (grids.Count == 0) faults.Add(node, "'grid' must have options with lists of values, was empty.");
        foreach (var grid in grids) CheckGrid(root, grid);
        return [.. grids.OfType<YamlMappingNode>()];
    }

    private void CheckGrid(YamlMappingNode root, YamlNode grid)
    {
        if (grid is not YamlMappingNode mapping)
        {
            faults.Add(grid, $"'grid' must be a mapping of options to lists of values, was {FileFaults.Kind(grid)}.");
            return;
        }
        CheckKeys(mapping, []);
        foreach (var key in mapping.Children.Keys.OfType<YamlScalarNode>().Where(k => Child(root, k.Value!) is not null))
            faults.Add(key, $"'{key.Value}' stands in 'grid' and outside of it; leave it in one of them.");
    }

    private List<Trial> Expanded(YamlMappingNode root, YamlMappingNode grid, string name)
    {
        if (faults.All.Count > 0) return [];
        foreach (var (key, value) in grid.Children) root.Children[key] = value;
        var slots = GridSlot.In(root, Own).ToList();
        var all = Check(root, slots) ? Product(slots).Select(chosen => trials.Read(Chosen(root, slots, chosen), Own, name, Labels(slots, chosen))).ToList() : [];
        foreach (var slot in slots) slot.Put(slot.Before); // as it was, for the grid after this one
        foreach (var key in grid.Children.Keys) root.Children.Remove(key);
        return all;
    }

    private bool Check(YamlNode root, List<GridSlot> slots)
    {
        foreach (var slot in slots.Where(s => s.Values.Count == 0)) faults.Add(slot.Before, $"'{slot.Label}' must have at least one value, its list is empty.");
        var runs = slots.Aggregate(1.0, (product, slot) => product * slot.Values.Count);
        if (runs > mostRuns) faults.Add(root, $"expected {(mostRuns == 1 ? "one run" : $"at most {mostRuns:N0} runs")}, found {runs:N0}: {string.Join(" x ", slots.Select(s => $"{s.Values.Count} {s.Label}"))}.");
        return faults.All.Count == 0;
    }

    private static YamlMappingNode Chosen(YamlMappingNode root, List<GridSlot> slots, int[] chosen)
    {
        foreach (var (slot, value) in slots.Zip(chosen)) slot.Put(slot.Values[value]);
        return root;
    }

    private static List<(string, string)> Labels(List<GridSlot> slots, int[] chosen) =>
        [.. slots.Zip(chosen).Where(s => s.First.Values.Count > 1).Select(s => (s.First.Label, TrialNames.Of(s.First.Values[s.Second], s.Second)))];

    // All combinations, the last slot turning fastest.
    private static IEnumerable<int[]> Product(List<GridSlot> slots) => slots.Aggregate(
        (IEnumerable<int[]>)[[]], (before, slot) => before.SelectMany(chosen => Enumerable.Range(0, slot.Values.Count).Select(value => (int[])[.. chosen, value])));
}
