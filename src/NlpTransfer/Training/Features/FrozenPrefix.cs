using System.Security.Cryptography;
using System.Text;
using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>The longest run of frozen groups from the bottom. In eval mode it is a pure function of its input.</summary>
internal sealed class FrozenPrefix(LayeredModel model, int groups, Device device)
{
    private const long HashedAtATime = 1 << 26;

    public int Groups => groups;

    /// <summary>Its kind and extent, whatever its weights.</summary>
    public string Name => $"{model.Kind}: {string.Join(", ", Frozen.Select(g => g.Name))}";

    public string Device => device.ToString();

    /// <summary>Everything but weights and extent that decides what it computes; null where that has no name.</summary>
    public string? Recipe => model.Recipe;

    /// <summary>
    /// Whether it only looks rows up in tables and normalises them: for a row a token that is as fast as reading the rows back.
    /// </summary>
    public bool IsLookup => Frozen.SelectMany(g => g.Modules).SelectMany(m => m.modules().Prepend(m))
        .Where(m => m.parameters(recurse: false).Any()).All(m => m is Embedding or EmbeddingBag or LayerNorm);

    private IEnumerable<LayerGroup> Frozen => model.LayerGroups.Take(groups);

    /// <summary>Output on the CPU for a batch of the data.</summary>
    public Activations Run(ITrainingData data, int[] batch)
    {
        using var guard = no_grad();
        var output = model.Forward(data.Collate(batch, device), 0, groups);
        return new(output.Values.cpu(), output.Mask?.cpu(), output.TokenTypes) { Taps = output.Taps is null ? null : [.. output.Taps.Select(t => t.cpu())] };
    }

    /// <summary>SHA-256 over names, shapes and values of all that the groups hold, buffers too; of each tensor first, on all cores.</summary>
    public string WeightsHash() => Convert.ToHexStringLower(SHA256.HashData([.. Frozen.SelectMany(g => g.History.Of("hashes", () => Hashes(g)))]));

    private static byte[] Hashes(LayerGroup group) => [.. group.State.ToArray().AsParallel().AsOrdered().SelectMany(t => Hash(t.Name, t.Value))];

    private static byte[] Hash(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{name} {value.dtype} {string.Join(',', value.shape)};"));
        var values = value.detach().flatten();
        for (var start = 0L; start < values.numel(); start += HashedAtATime)
            hash.AppendData(values.narrow(0, start, Math.Min(HashedAtATime, values.numel() - start)).cpu().contiguous().bytes);
        return hash.GetHashAndReset();
    }
}
