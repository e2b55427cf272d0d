namespace Setup.Tests;

public sealed class PreparationTests
{
    [Fact]
    public async Task FirstLaunch_OnFreshMachine_InstallsBuildsAndRunsWithTheArguments()
    {
        using var machine = new FakeMachine();

        LaunchResult result = await machine.LaunchAsync("predict", "a text", "*");

        result.AssertSucceeded();
        Assert.Equal("version 1, arguments: <predict> <a text> <*>\n", result.Output);
        Assert.Equal(
            [
                "apt-get update",
                "apt-get install --yes --no-install-recommends libtorch-dev libopenblas0-openmp libvips42",
                "cmake -S",
                "cmake --build",
                "dotnet restore System src/NlpTransfer.Cli/NlpTransfer.Cli.csproj",
                "dotnet restore System build/ahead/Ahead.csproj",
                "dotnet build System src/NlpTransfer.Cli/NlpTransfer.Cli.csproj",
                "dotnet build done",
            ],
            machine.Calls);
    }

    [Fact]
    public async Task LaterLaunch_WithTwoThousandSources_CallsNothingAndTakesUnderASecond()
    {
        using var machine = new FakeMachine();
        for (int i = 0; i < 2000; i++) machine.WriteSource($"src/{i % 50}/File{i}.cs", "");
        (await machine.LaunchAsync()).AssertSucceeded();
        machine.ForgetCalls();

        var times = new List<TimeSpan>();
        for (int launch = 0; launch < 3; launch++)
        {
            LaunchResult later = await machine.LaunchAsync("--torch", "system", "doctor");
            Assert.Equal("version 1, arguments: <doctor>\n", later.Output);
            Assert.Empty(later.Error);
            times.Add(later.Elapsed);
        }

        Assert.Empty(machine.Calls);
        // The least of three: what runs beside the tests is not what is measured.
        Assert.True(times.Min() < TimeSpan.FromSeconds(1), $"took {times.Min().TotalSeconds:F2} s");
    }

    [Fact]
    public async Task Launch_AfterSourceChanged_BuildsAgain()
    {
        using var machine = new FakeMachine();
        (await machine.LaunchAsync()).AssertSucceeded();
        machine.WriteSource("src/source.txt", "2\n");

        LaunchResult result = await machine.LaunchAsync();

        Assert.StartsWith("version 2,", result.Output);
    }

    [Fact]
    public async Task Launch_AfterPackageWasRemoved_InstallsItAgain()
    {
        using var machine = new FakeMachine();
        (await machine.LaunchAsync()).AssertSucceeded();
        File.Delete(Path.Combine(machine.Folder, "fake", "installed", "libvips42"));
        machine.ForgetCalls();

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.Contains("apt-get install --yes --no-install-recommends libvips42", machine.Calls);
    }

    [Fact]
    public async Task Launch_ThroughSymbolicLink_FindsTheRepository()
    {
        using var machine = new FakeMachine();
        (await machine.LaunchAsync()).AssertSucceeded();
        string link = Path.Combine(machine.Folder, "linked");
        File.CreateSymbolicLink(link, machine.PathOf("nlp-transfer"));

        LaunchResult result = await machine.RunAsync(link, "x");

        Assert.Equal("version 1, arguments: <x>\n", result.Output);
    }

    [Fact]
    public async Task Launches_AtOnce_PrepareOnce()
    {
        using var machine = new FakeMachine();
        machine["FAKE_PAUSE"] = "0.2";

        LaunchResult[] results = await Task.WhenAll(machine.LaunchAsync("a"), machine.LaunchAsync("b"), machine.LaunchAsync("c"));

        Assert.All(results, result => result.AssertSucceeded());
        Assert.Single(machine.Calls, call => call == "dotnet build done");
        Assert.Equal(2, results.Count(result => result.Error.Contains("another preparation is under way; waiting for it")));
    }

    [Fact]
    public async Task Build_ThatFails_ShowsTheCompilerAndTheLogAndExitsWithOne()
    {
        using var machine = new FakeMachine();
        machine.Set("does-not-compile");

        LaunchResult result = await machine.LaunchAsync("doctor");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("Program.cs(1,1): error CS0000", result.Error);
        Assert.Contains($"all of it is in {machine.PathOf("artifacts/prepare.log")}", result.Error);
    }

    [Theory]
    [InlineData("dotnet", "missing on this machine: the .NET SDK 10; install with the SDK from https://dotnet.microsoft.com/download/dotnet/10.0")]
    [InlineData("g++", "missing on this machine: g++; install with 'apt-get install --yes g++' as root")]
    [InlineData("cmake", "missing on this machine: cmake; install with 'apt-get install --yes cmake' as root")]
    public async Task Tool_Missing_IsNamedWithItsRemedy(string tool, string message)
    {
        using var machine = new FakeMachine();
        machine.RemoveTool(tool);

        LaunchResult result = await machine.LaunchAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public async Task Sdk_OfAnotherVersion_CountsAsMissing()
    {
        using var machine = new FakeMachine();
        machine.Set("sdks", "8.0.100 [/usr/share/dotnet/sdk]\n9.0.100 [/usr/share/dotnet/sdk]");

        LaunchResult result = await machine.LaunchAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the .NET SDK 10", result.Error);
    }
}
