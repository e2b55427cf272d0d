using System.Diagnostics;
using NlpTransfer.Data;
using NlpTransfer.Experiments;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Experiments;

/// <summary>The report as headless Chromium draws it; its own policy forbids scripts and everything from elsewhere.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private const int Height = 4600;

    private static readonly (byte, byte, byte) LightPage = (0xFD, 0xFD, 0xFC), LightLine = (0x1F, 0x6F, 0xB4), LightSecond = (0xC2, 0x54, 0x1B), DarkPage = (0x14, 0x17, 0x1A), DarkLine = (0x62, 0xAE, 0xF0);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(900)]
    [InlineData(390)]
    public async Task Report_InLight_IsDrawnAndNothingStandsOverTheEdge(int width)
    {
        var pixels = await ScreenshotAsync(width, dark: false);
        Assert.Equal(LightPage, pixels.First);
        Assert.True(pixels.Counts.GetValueOrDefault(LightLine) > 2000, $"{pixels.Counts.GetValueOrDefault(LightLine)} pixels of bars and lines");
        Assert.True(pixels.Counts.GetValueOrDefault(LightSecond) > 50, "a second line");
        Assert.True(pixels.RightEdge.All(p => p == LightPage), "the right edge is the page's");
    }

    [Fact]
    public async Task Report_InDark_HasTheColoursOfDark()
    {
        var pixels = await ScreenshotAsync(900, dark: true);
        Assert.Equal(DarkPage, pixels.First);
        Assert.True(pixels.Counts.GetValueOrDefault(DarkLine) > 2000);
        Assert.Equal(0, pixels.Counts.GetValueOrDefault(LightPage));
    }

    private async Task<((byte, byte, byte) First, Dictionary<(byte, byte, byte), int> Counts, List<(byte, byte, byte)> RightEdge)> ScreenshotAsync(int width, bool dark)
    {
        string? chromium = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "chromium")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(chromium is null, "needs chromium, which ./test installs");
        string report = RunReport.Write(RunReportTests.Example(folder["run"])), picture = folder["page.png"];
        string[] words =
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", $"--user-data-dir={folder["profile"]}", $"--window-size={width},{Height}",
            $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}", $"--screenshot={picture}", $"file://{report}",
        ];
        using var browser = Process.Start(new ProcessStartInfo(chromium!, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (browser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(File.Exists(picture), await output + await error);
        if (Environment.GetEnvironmentVariable("NLPTRANSFER_KEEP_SCREENSHOTS") is { } keep) File.Copy(picture, Path.Combine(keep, $"report-{width}-{(dark ? "dark" : "light")}.png"), overwrite: true);
        return Look(picture);
    }

    private static ((byte, byte, byte), Dictionary<(byte, byte, byte), int>, List<(byte, byte, byte)>) Look(string picture)
    {
        using var pixels = ImageDecoder.Decode(File.ReadAllBytes(picture), picture, shorterSide: 100_000, maxPixels: 100_000_000);
        var span = pixels.Pixels;
        var counts = new Dictionary<(byte, byte, byte), int>();
        var edge = new List<(byte, byte, byte)>();
        for (int i = 0; i < pixels.Width * pixels.Height; i++)
        {
            var colour = (span[i * 3], span[(i * 3) + 1], span[(i * 3) + 2]);
            counts[colour] = counts.GetValueOrDefault(colour) + 1;
            if (i % pixels.Width == pixels.Width - 1) edge.Add(colour);
        }
        return ((span[0], span[1], span[2]), counts, edge);
    }
}
