using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>Positions as rotations of pairs of values (Su et al. 2021, section 3.2), a value and the one half a head further.</summary>
internal sealed class RotaryPositions
{
    private readonly Tensor cosine; // (S, D)
    private readonly Tensor sine;

    /// <param name="length">Tokens.</param>
    /// <param name="size">Values a head, even.</param>
    /// <param name="theta">The base of the angles.</param>
    /// <param name="device">Where to turn.</param>
    public RotaryPositions(long length, long size, double theta, Device device)
    {
        var rates = Enumerable.Range(0, (int)size / 2).Select(i => (float)(1 / Math.Pow(theta, 2.0 * i / size))).ToArray();
        var angles = arange(length, dtype: ScalarType.Float32, device: device).unsqueeze(1) * tensor(rates, device: device).unsqueeze(0); // (S, D / 2)
        angles = cat([angles, angles], dim: 1); // (S, D)
        (cosine, sine) = (angles.cos(), angles.sin());
    }

    /// <param name="x"><c>(B, A, S, D)</c>.</param>
    public Tensor Turn(Tensor x)
    {
        var halves = x.chunk(2, -1);
        return (x * cosine) + (cat([-halves[1], halves[0]], dim: -1) * sine); // (B, A, S, D)
    }
}
