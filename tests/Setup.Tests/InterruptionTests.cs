namespace Setup.Tests;

/// <summary>The fakes leave cut-off files when they are killed, and trust whatever is newer than its sources.</summary>
public sealed class InterruptionTests
{
    [Theory]
    [InlineData("apt-get")]
    [InlineData("cmake-configure")]
    [InlineData("cmake-build")]
    [InlineData("restore")]
    [InlineData("build-half")]
    [InlineData("build-end")]
    public async Task Preparation_KilledAt_IsMadeGoodByTheNextLaunch(string place)
    {
        using var machine = new FakeMachine();
        machine.Strike(place, "kill");
        LaunchResult killed = await machine.LaunchAsync();
        Assert.Equal(137, killed.ExitCode);
        Assert.Empty(killed.Output);

        await AssertWholeAsync(machine, "1");
    }

    [Theory]
    [InlineData("cmake-build")]
    [InlineData("build-half")]
    [InlineData("build-end")]
    public async Task Update_KilledAt_IsMadeGoodByTheNextLaunch(string place)
    {
        using var machine = new FakeMachine();
        (await machine.LaunchAsync()).AssertSucceeded();
        machine.WriteSource("src/source.txt", "2\n");
        machine.WriteSource("src/Compat/libtorch-shim/CMakeLists.txt", "# changed\n");
        machine.Strike(place, "kill");
        Assert.Equal(137, (await machine.LaunchAsync()).ExitCode);

        await AssertWholeAsync(machine, "2");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(450)]
    public async Task Preparation_KilledAfterMilliseconds_IsMadeGoodByTheNextLaunch(int milliseconds)
    {
        using var machine = new FakeMachine();
        machine["FAKE_PAUSE"] = "0.03";
        await machine.LaunchAndKillAsync(milliseconds);

        await AssertWholeAsync(machine, "1");
    }

    [Fact]
    public async Task Launch_WhileCompilerOfAKilledOneLivesOn_WaitsForIt()
    {
        using var machine = new FakeMachine();
        machine.Strike("build-half", "orphan");
        Task<LaunchResult> killed = machine.LaunchAsync();
        while (!machine.Calls.Any(call => call.StartsWith("dotnet build System", StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.Current.CancellationToken);

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.Equal(137, (await killed).ExitCode);
        string[] expected = ["dotnet build System src/NlpTransfer.Cli/NlpTransfer.Cli.csproj", "orphan done", "dotnet build done", "dotnet restore System src/NlpTransfer.Cli/NlpTransfer.Cli.csproj"];
        Assert.Equal(expected, machine.Calls.SkipWhile(call => call != expected[0]).Take(expected.Length));
        await AssertWholeAsync(machine, "1");
    }

    private static async Task AssertWholeAsync(FakeMachine machine, string version)
    {
        LaunchResult next = await machine.LaunchAsync("x");
        next.AssertSucceeded();
        Assert.Equal($"version {version}, arguments: <x>\n", next.Output);
        Assert.Equal("half whole\n", await File.ReadAllTextAsync(machine.PathOf("artifacts/System/shim/libnlptransfer_torch.so"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(machine.PathOf("artifacts/System"), ".unfinished"));

        machine.ForgetCalls();
        (await machine.LaunchAsync()).AssertSucceeded();
        Assert.Empty(machine.Calls);
    }
}
