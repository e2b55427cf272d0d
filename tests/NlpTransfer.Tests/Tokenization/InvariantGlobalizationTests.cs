using System.Diagnostics;
using System.Globalization;

namespace NlpTransfer.Tests.Tokenization;

public class InvariantGlobalizationTests
{
    private const string Switch = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    [Fact]
    public async Task Ids_InAProcessWithoutGlobalizationData_EqualTheReference()
    {
        using Process process = Process.Start(Child(
            $"{typeof(BertReferenceTests).FullName}.{nameof(BertReferenceTests.Ids_OfEveryRecordedLine_EqualTheReference)}",
            $"{typeof(InvariantGlobalizationTests).FullName}.{nameof(TurkishCulture_IsThereUnlessGlobalizationIsInvariant)}"))!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Total: 2, Errors: 0, Failed: 0, Skipped: 0", output);
    }

    // Run in the child as well: proves that the switch was in force there.
    [Fact]
    public void TurkishCulture_IsThereUnlessGlobalizationIsInvariant()
    {
        if (Environment.GetEnvironmentVariable(Switch) == "1")
            Assert.Throws<CultureNotFoundException>(() => CultureInfo.GetCultureInfo("tr-TR"));
        else
            Assert.Equal("\u0131", "I".ToLower(CultureInfo.GetCultureInfo("tr-TR")));
    }

    private static ProcessStartInfo Child(params string[] methods)
    {
        string[] filters = [.. methods.SelectMany(m => new[] { "-method", m })];
        var start = new ProcessStartInfo("dotnet", [typeof(InvariantGlobalizationTests).Assembly.Location, "-noColor", .. filters])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Switch] = "1";
        return start;
    }
}
