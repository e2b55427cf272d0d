using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Positions as rotations of pairs of values (Su et al. 2021, section 3.2), a value and the one half a head further.</summary>
internal sealed class RotaryPositions
{
    private readonly long size;
    private readonly Tensor cosine; // (T, 1, D)
    private readonly Tensor sine;

    /// <param name="positions"><c>(T)</c> int64: each token's place in its text.</param>
    /// <param name="size">Values a head, even.</param>
    /// <param name="theta">The base of the angles.</param>
    public RotaryPositions(Tensor positions, long size, double theta)
    {
        this.size = size;
        var rates = Enumerable.Range(0, (int)size / 2).Select(i => (float)(1 / Math.Pow(theta, 2.0 * i / size))).ToArray();
        var angles = positions.to_type(ScalarType.Float32).unsqueeze(1) * tensor(rates, device: positions.device).unsqueeze(0); // (T, D / 2)
        angles = cat([angles, angles], dim: 1).unsqueeze(1); // (T, 1, D)
        (cosine, sine) = (angles.cos(), angles.sin());
    }

    /// <param name="x"><c>(T, H)</c>, head beside head.</param>
    public Tensor Turn(Tensor x)
    {
        var heads = x.unflatten(1, -1, size); // (T, A, D)
        var halves = heads.chunk(2, -1);
        return ((heads * cosine) + (cat([-halves[1], halves[0]], dim: -1) * sine)).flatten(1); // (T, H)
    }
}
