using NlpTransfer.Embeddings;

namespace NlpTransfer.Cli.Verbs.Embed;

/// <summary>Vectors as JSON Lines while they come, or as one NumPy file at the end.</summary>
/// <param name="path">The file; null writes lines.</param>
/// <param name="what">What a line calls its input.</param>
internal sealed class VectorOutput(VerbRun run, string? path, string what)
{
    private readonly List<float[]> _rows = [];

    /// <summary>Further vectors, and what they are of.</summary>
    public void Add(IEnumerable<string> inputs, IReadOnlyList<float[]> vectors)
    {
        if (path is not null)
            _rows.AddRange(vectors);
        else
            foreach (var (input, vector) in inputs.Zip(vectors))
                JsonOutput.WriteLine(run.Terminal.Output, new Dictionary<string, object> { [what] = input, ["embedding"] = vector });
    }

    /// <summary>Called once after the last.</summary>
    public void Finish(int dimension, bool areNormalized)
    {
        if (path is null)
            return;
        NpyFile.Write(path, _rows, dimension);
        run.Terminal.Error.WriteLine($"{_rows.Count:N0} {what}s, {dimension} values each{(areNormalized ? ", of length 1" : "")}");
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new Dictionary<string, object> { ["output"] = path, [$"{what}s"] = _rows.Count, ["dimension"] = dimension, ["normalizes"] = areNormalized });
        else
            run.Terminal.Output.WriteLine(path);
    }
}
