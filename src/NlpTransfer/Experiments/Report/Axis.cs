using System.Globalization;

namespace NlpTransfer.Experiments;

/// <summary>From values to places in a picture.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
/// <param name="From">Its place.</param>
/// <param name="To">The other's place.</param>
/// <param name="IsLogarithmic">Whether factors are as far apart wherever they are.</param>
internal sealed record Axis(double Low, double High, double From, double To, bool IsLogarithmic = false)
{
    private const double Padding = 0.05;

    /// <summary>A range with a little room around it.</summary>
    public static (double Low, double High) Padded(double low, double high)
    {
        var room = high > low ? (high - low) * Padding : Math.Max(Math.Abs(high) * Padding, 1e-9);
        return (low >= 0 && low - room < 0 ? 0 : low - room, high + room);
    }

    /// <summary>As short as it can be told.</summary>
    public static string Text(double value) => value != 0 && Math.Abs(value) < 0.001 ? value.ToString("0.##e0", CultureInfo.InvariantCulture) : Math.Abs(value) >= 1000 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("0.####", CultureInfo.InvariantCulture);

    public double At(double value)
    {
        var (low, high, at) = IsLogarithmic ? (Math.Log(Low), Math.Log(High), Math.Log(value)) : (Low, High, value);
        return high == low ? (From + To) / 2 : From + ((at - low) / (high - low) * (To - From));
    }

    /// <summary>Round numbers within the range, about so many.</summary>
    public IReadOnlyList<double> Ticks(int count)
    {
        if (High <= Low) return [Low];
        var rough = (High - Low) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 5, 10 }.Select(f => f * power).First(s => s >= rough * 0.999);
        var first = Math.Ceiling((Low / step) - 1e-9);
        return [.. Enumerable.Range(0, (2 * count) + 2).Select(i => (first + i) * step).TakeWhile(t => t <= High + (step * 1e-9))];
    }
}
