using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Doctor;

public sealed class DoctorVerbTests
{
    [Fact]
    public async Task Doctor_WithJson_HasEveryAreaAndARemedyForEveryFault()
    {
        var result = await CommandLineRunner.RunProcessAsync("doctor", "--json");

        using var document = JsonDocument.Parse(result.Output);
        var findings = document.RootElement.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(["dotnet", "cpu", "torch", "settings", "gpu", "tokenizer", "data"], findings.Select(finding => finding.GetProperty("area").GetString()).Distinct());
        Assert.All(findings.Where(finding => finding.GetProperty("state").GetString() != "ok"), finding => Assert.NotEqual(JsonValueKind.Null, finding.GetProperty("remedy").ValueKind));
        Assert.Equal(document.RootElement.GetProperty("ok").GetBoolean(), result.ExitCode == 0);
    }

    [Fact]
    public async Task Doctor_OnAMachineThatRunsTheseTests_FindsALibtorchThatComputes()
    {
        var result = await CommandLineRunner.RunProcessAsync("doctor");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Matches("ok +computes +yes", result.Output);
        Assert.Contains("libtorch_cpu", result.Output);
    }
}
