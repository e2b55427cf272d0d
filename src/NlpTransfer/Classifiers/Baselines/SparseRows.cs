namespace NlpTransfer.Classifiers;

/// <summary>Feature vectors with few values each, one after the other.</summary>
/// <param name="Starts">Where each row begins; one more than rows.</param>
/// <param name="Features">Ascending within a row.</param>
internal sealed record SparseRows(int[] Starts, int[] Features, float[] Values)
{
    public int Count => Starts.Length - 1;

    public double Dot(int row, double[] weights)
    {
        var sum = 0.0;
        for (var i = Starts[row]; i < Starts[row + 1]; i++) sum += weights[Features[i]] * Values[i];
        return sum;
    }

    public void AddTo(double[] weights, int row, double factor)
    {
        for (var i = Starts[row]; i < Starts[row + 1]; i++) weights[Features[i]] += factor * Values[i];
    }

    public double SquaredLength(int row)
    {
        var sum = 0.0;
        for (var i = Starts[row]; i < Starts[row + 1]; i++) sum += (double)Values[i] * Values[i];
        return sum;
    }
}
