namespace NlpTransfer.Backbones;

/// <summary>Sums over the pretrained rows in use, from which the rows of unknown words follow.</summary>
internal sealed class KnownRows(int dimension)
{
    private readonly double[] sum = new double[dimension];
    private double squares;
    private long count;

    public void Add(ReadOnlySpan<float> row)
    {
        for (var i = 0; i < dimension; i++)
        {
            sum[i] += row[i];
            squares += (double)row[i] * row[i];
        }
        count++;
    }

    /// <summary>Half the width of the uniform distribution with the variance of the known values; 0.25 where none is known.</summary>
    public double Spread()
    {
        if (count == 0) return 0.25;
        var mean = sum.Sum() / (count * dimension);
        return Math.Sqrt(3 * ((squares / (count * dimension)) - (mean * mean)));
    }

    public void WriteMean(Span<float> row)
    {
        for (var i = 0; i < dimension; i++) row[i] = (float)(sum[i] / Math.Max(1, count));
    }
}
