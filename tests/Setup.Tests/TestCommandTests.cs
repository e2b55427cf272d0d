namespace Setup.Tests;

public sealed class TestCommandTests
{
    [Fact]
    public async Task Test_WithAllPassing_EndsInTheSumAndExitsWithZero()
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", Report(passed: 3));
        machine.AddTestProject("B.Tests", Report(passed: 4));

        LaunchResult result = await machine.TestAsync();

        result.AssertSucceeded();
        Assert.Equal("7 passed, 0 failed", result.LastLine);
    }

    [Fact]
    public async Task Test_WithSkipped_AppendsThem()
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", Report(passed: 3, skipped: 2));

        LaunchResult result = await machine.TestAsync();

        result.AssertSucceeded();
        Assert.Equal("3 passed, 0 failed, 2 skipped", result.LastLine);
    }

    [Fact]
    public async Task Test_WithFailures_ShowsThemAndExitsWithOne()
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", "echo '    Adder_OnTwo_GivesFour [FAIL]'\n" + Report(passed: 3, failed: 1, errors: 1) + "exit 1");
        machine.AddTestProject("B.Tests", Report(passed: 4));

        LaunchResult result = await machine.TestAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Adder_OnTwo_GivesFour [FAIL]", result.Output);
        Assert.Contains("-- A.Tests: 3 passed, 2 failed", result.Output);
        Assert.Equal("7 passed, 2 failed", result.LastLine);
    }

    [Theory]
    [InlineData("kill -SEGV $$", 139)]
    [InlineData("exit 7", 7)]
    public async Task Test_WithCrashingRunner_CountsItAsAFailure(string behaviour, int code)
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", behaviour);
        machine.AddTestProject("B.Tests", Report(passed: 4));

        LaunchResult result = await machine.TestAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"A.Tests: its runner failed with exit code {code}; this counts as one failure.", result.Output);
        Assert.Equal("4 passed, 1 failed", result.LastLine);
    }

    [Fact]
    public async Task Test_WithRunnerThatEndsWithoutReport_CountsItAsAFailure()
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", "exit 0");

        LaunchResult result = await machine.TestAsync();

        Assert.Equal("0 passed, 1 failed", result.LastLine);
    }

    [Theory]
    [InlineData("unset", "")]
    [InlineData("1", "--full")]
    public async Task Test_Full_IsPassedOnThroughTheEnvironment(string expected, string argument)
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", "echo \"full: ${NLPTRANSFER_FULL-unset}\"\n" + Report(passed: 1));

        LaunchResult result = await machine.TestAsync(argument.Length > 0 ? [argument] : []);

        Assert.Contains($"full: {expected}\n", result.Output);
    }

    [Fact]
    public async Task Test_AfterLaunch_BuildsTheTests_AndLaunchAfterTest_BuildsNothing()
    {
        using var machine = new FakeMachine();
        machine.AddTestProject("A.Tests", Report(passed: 1));
        (await machine.LaunchAsync()).AssertSucceeded();
        machine.ForgetCalls();

        (await machine.TestAsync()).AssertSucceeded();

        Assert.Contains("dotnet build System NlpTransfer.sln", machine.Calls);
        machine.ForgetCalls();
        (await machine.LaunchAsync()).AssertSucceeded();
        (await machine.TestAsync()).AssertSucceeded();
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public async Task Test_WithUnknownArgument_ExitsWithTwo()
    {
        using var machine = new FakeMachine();

        LaunchResult result = await machine.TestAsync("--fast");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("unknown argument '--fast'; usage: ./test [--full] [--torch system|cpu|cuda].", result.Error);
    }

    private static string Report(int passed, int failed = 0, int skipped = 0, int errors = 0) =>
        $"echo '<?xml version=\"1.0\"?><assemblies><assembly name=\"a\" errors=\"{errors}\" failed=\"{failed}\" not-run=\"0\" passed=\"{passed}\" skipped=\"{skipped}\" total=\"9\"><x/></assembly></assemblies>' >\"$4\"\n";
}
