namespace NlpTransfer.Training;

/// <summary>Whether a classifier is as often right as it says.</summary>
internal static class Calibration
{
    private const int Bins = 15;

    /// <summary>Mean over the examples of |share right - mean confidence| of their bin; bins are (0, 1/15], (1/15, 2/15], ...</summary>
    public static double ExpectedError(double[] confidences, bool[] isRight)
    {
        var surplus = new double[Bins]; // confidence minus hits: the bin's size cancels out of the weighted mean
        for (var i = 0; i < confidences.Length; i++)
        {
            var bin = Math.Clamp((int)Math.Ceiling(confidences[i] * Bins) - 1, 0, Bins - 1);
            surplus[bin] += confidences[i] - (isRight[i] ? 1 : 0);
        }
        return surplus.Sum(Math.Abs) / confidences.Length;
    }
}
