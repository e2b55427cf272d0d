namespace NlpTransfer.Data;

/// <summary>Counts faults by name and remembers the first five places of each.</summary>
internal sealed class FaultTally
{
    private const int PlacesKept = 5;
    private readonly Dictionary<string, int> counts = [];
    private readonly Dictionary<string, List<ExampleSource>> places = [];

    public int this[string fault] => counts.GetValueOrDefault(fault);

    public IReadOnlyDictionary<string, IReadOnlyList<ExampleSource>> FirstPlaces =>
        places.ToDictionary(p => p.Key, p => (IReadOnlyList<ExampleSource>)p.Value);

    public void Count(string fault, ExampleSource source)
    {
        counts[fault] = this[fault] + 1;
        if (!places.TryGetValue(fault, out var kept)) places[fault] = kept = [];
        if (kept.Count < PlacesKept) kept.Add(source);
    }
}
