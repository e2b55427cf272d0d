using System.Text.Json;

namespace NlpTransfer.Embeddings;

/// <summary>The named vectors, encoders and corpora, as <c>embeddings/catalogue.json</c> and <c>corpora/catalogue.json</c> list them.</summary>
public sealed class Catalogue
{
    private static readonly string[] Resources = ["embeddings.catalogue.json", "corpora.catalogue.json"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly Dictionary<string, CatalogueEntry> _byName;

    /// <param name="entries">Entries with distinct names.</param>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    public Catalogue(IEnumerable<CatalogueEntry> entries)
    {
        Entries = [.. entries];
        _byName = Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>All entries, in the order of the files.</summary>
    public IReadOnlyList<CatalogueEntry> Entries { get; }

    /// <summary>The catalogue that is built into the library.</summary>
    public static Catalogue BuiltIn() => new(Resources.SelectMany(Load));

    /// <summary>Reads a catalogue file: a JSON array of entries.</summary>
    /// <exception cref="JsonException">The file is not such an array, or has unknown members.</exception>
    public static Catalogue Parse(string json) => new(JsonSerializer.Deserialize<CatalogueEntry[]>(json, Json) ?? []);

    /// <summary>Whether there is an entry of this name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>The entry of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names and the nearest one.</exception>
    public CatalogueEntry Find(string name) => _byName.TryGetValue(name, out var entry)
        ? entry
        : throw new ArgumentException(
            $"The catalogue has no '{name}'.{NameSuggestion.DidYouMean(name, _byName.Keys)} It has {string.Join(", ", _byName.Keys)}.", nameof(name));

    private static IReadOnlyList<CatalogueEntry> Load(string resource)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The library was built without its resource '{resource}'.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd()).Entries;
    }
}
