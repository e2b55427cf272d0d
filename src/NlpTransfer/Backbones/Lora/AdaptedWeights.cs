using NlpTransfer.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>An encoder's weights with what an adapter's file holds whole in their place, and where asked its low-rank additions in them.</summary>
internal sealed class AdaptedWeights : IWeightFile
{
    private readonly IWeightFile encoder;
    private readonly AdapterFolder adapter;
    private readonly EncoderFamily family;
    private readonly HashSet<string> saved;
    private readonly Dictionary<string, (Tensor A, Tensor B)> additions = [];

    /// <param name="encoder">Disposed with this.</param>
    /// <param name="merges">Whether the additions are in the weights.</param>
    public AdaptedWeights(IWeightFile encoder, AdapterFolder adapter, EncoderFamily family, bool merges)
    {
        (this.encoder, this.adapter, this.family) = (encoder, adapter, family);
        var ours = adapter.Saved();
        saved = [.. ours.Select(e => e.Name)];
        var hidden = ours.Select(e => AdapterFolder.Normalised(e.Name, family)).ToHashSet();
        Entries = [.. ours, .. encoder.Entries.Where(e => !hidden.Contains(AdapterFolder.Normalised(e.Name, family)))];
        if (!merges) return;
        using var scope = NewDisposeScope();
        foreach (var (name, (a, b)) in adapter.ReadLayers(family)) additions.Add($"{name}.weight", (a.DetachFromDisposeScope(), b.DetachFromDisposeScope()));
        var unknown = additions.Keys.Except(encoder.Entries.Select(e => AdapterFolder.Normalised(e.Name, family))).ToArray();
        if (unknown.Length > 0) throw new StateDictException(adapter.WeightsPath, [], unknown, [], $"{adapter.WeightsPath} adapts {unknown.Length} layers that the encoder has not (first: {unknown[0]}). Is it the adapter of another encoder?");
    }

    public WeightFormat Format => encoder.Format;

    public IReadOnlyList<WeightEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata => encoder.Metadata;

    public Tensor Read(string name)
    {
        if (saved.Contains(name)) return adapter.Read(name);
        var weight = encoder.Read(name);
        return additions.TryGetValue(AdapterFolder.Normalised(name, family), out var found) ? Merged(name, weight, found.A, found.B) : weight;
    }

    public void Dispose()
    {
        encoder.Dispose();
        foreach (var (a, b) in additions.Values)
        {
            a.Dispose();
            b.Dispose();
        }
    }

    private Tensor Merged(string name, Tensor weight, Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        var addition = b.matmul(a) * adapter.Config.Options.Scale; // (out, in)
        return (weight.to_type(ScalarType.Float32) + (family.IsTransposed(name) ? addition.t() : addition)).MoveToOuterDisposeScope();
    }
}
