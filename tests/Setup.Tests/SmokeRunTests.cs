namespace Setup.Tests;

public sealed class SmokeRunTests
{
    // The smoke run judges packages that are not here; what is here must pass its judgement as well.
    [Fact]
    public async Task SmokeRun_WithTheTorchOfThisBuild_IsAsRecorded()
    {
        LaunchResult result = await RunAsync("cpu");

        result.AssertSucceeded();
        Assert.Equal("one training step on cpu: as recorded\n", result.Output);
    }

    [Fact]
    public async Task SmokeRun_OnADeviceThatIsNotThere_Fails()
    {
        if (File.Exists("/proc/driver/nvidia/version")) Assert.Skip("this machine has an NVIDIA driver");

        LaunchResult result = await RunAsync("cuda");

        Assert.NotEqual(0, result.ExitCode);
    }

    private static Task<LaunchResult> RunAsync(string device)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string smokeRun = Path.Combine(output.Parent!.Parent!.FullName, "SmokeRun", output.Name, "SmokeRun");
        return Launch.RunAsync(Repository.Root, new Dictionary<string, string>(), smokeRun, device);
    }
}
