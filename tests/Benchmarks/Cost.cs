using System.Diagnostics;
using System.Globalization;

/// <summary>Seconds by the clock, and of processors; the latter say more where other programs run too.</summary>
internal readonly record struct Cost(double Wall, double Processor)
{
    public static Cost Now => new(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds);

    /// <summary>Both numbers, as <see cref="Parse"/> reads them.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Wall} {Processor}");

    public static Cost Parse(string line) => line.Split(' ') is [var wall, var processor]
        ? new(double.Parse(wall, CultureInfo.InvariantCulture), double.Parse(processor, CultureInfo.InvariantCulture))
        : throw new FormatException($"Expected two numbers, found '{line}'.");

    public Cost Since(Cost start) => new(Wall - start.Wall, Processor - start.Processor);
}
