using System.Globalization;

/// <summary>What one pass cost in a process of its own.</summary>
/// <param name="Seconds">Median by the clock.</param>
/// <param name="Texts">Texts of a pass.</param>
/// <param name="Work">Floating-point operations of a pass, by <see cref="EncoderWork"/>.</param>
/// <param name="Megabytes">The most memory the process had.</param>
internal readonly record struct EncoderCost(double Seconds, double Texts, double Work, double Megabytes)
{
    /// <summary>The four numbers, as <see cref="Parse"/> reads them.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Seconds} {Texts} {Work} {Megabytes}");

    public static EncoderCost Parse(string line) => line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray() is [var seconds, var texts, var work, var megabytes]
        ? new(seconds, texts, work, megabytes)
        : throw new FormatException($"Expected four numbers, found '{line}'.");

    /// <summary>VmHWM of this process, in MB.</summary>
    public static double PeakMegabytes() =>
        double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
}
