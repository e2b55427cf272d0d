using System.Globalization;
using NlpTransfer.Embeddings;

/// <summary>The vectors of the catalogue in the formats to be measured; random ones of the same shape where they were not fetched.</summary>
internal sealed class VectorBenchmarkFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nlp-transfer-bench-").FullName;

    public VectorBenchmarkFiles(int wanted)
    {
        var real = new CatalogueStore().FindLocal("glove-100d");
        Description = real is null ? "glove-100d was not fetched: random values of its shape" : "glove-100d";
        using var vectors = real is null ? LikeGlove() : WordVectors.Open(real);
        (Text, Wink, Own, Words) = (At("glove.txt"), At("glove.json"), At("glove.vectors"), At("words"));
        vectors.Save(Text, VectorFormat.GloveText);
        vectors.Save(Wink, VectorFormat.WinkJson);
        vectors.Save(Own);
        var every = vectors.Count / wanted;
        File.WriteAllLines(Words, Enumerable.Range(0, wanted).Select(i => vectors.Words[i * every]));
    }

    public string Description { get; }

    public string Text { get; }

    public string Wink { get; }

    public string Own { get; }

    public string Words { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    // Five significant digits, as GloVe's files have them.
    private static WordVectors LikeGlove()
    {
        const int Rows = 341_479;
        const int Dimension = 100;
        var random = new Random(1);
        var values = new float[Rows * Dimension];
        for (var i = 0; i < values.Length; i++)
        {
            var scale = i % 10 == 0 ? 0.1 : 1;
            values[i] = (float)(Math.Round((random.NextDouble() - 0.5) * 1e5) / 1e5 * scale);
        }

        return WordVectors.Create([.. Enumerable.Range(0, Rows).Select(row => row.ToString("x7", CultureInfo.InvariantCulture))], values, Dimension);
    }
}
