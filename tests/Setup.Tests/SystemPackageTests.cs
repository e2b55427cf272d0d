namespace Setup.Tests;

public sealed class SystemPackageTests
{
    [Fact]
    public async Task Install_WithSomePackagesThere_AsksForTheMissingOnly()
    {
        using var machine = new FakeMachine();
        machine.Install("libtorch-dev", "libvips42");

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.Contains("apt-get install --yes --no-install-recommends libopenblas0-openmp", machine.Calls);
    }

    [Fact]
    public async Task Install_WithAllPackagesThere_TouchesNothing()
    {
        using var machine = new FakeMachine();
        machine.Install("libtorch-dev", "libopenblas0-openmp", "libvips42");

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.DoesNotContain(machine.Calls, call => call.StartsWith("apt-get", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Install_ForTheTests_AddsWhatOnlyTheyNeed()
    {
        using var machine = new FakeMachine();
        machine.Install("libtorch-dev", "libopenblas0-openmp", "libvips42");

        await machine.TestAsync();

        Assert.Contains("apt-get install --yes --no-install-recommends postgresql chromium dataset-fashion-mnist", machine.Calls);
    }

    [Fact]
    public async Task Install_WithoutRoot_NamesThePackagesAndTheOneCommand()
    {
        using var machine = new FakeMachine();
        machine.Set("user", "65534");
        machine.Install("libvips42");

        LaunchResult result = await machine.LaunchAsync("quickstart");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.EndsWith(
            "the system packages libtorch-dev libopenblas0-openmp are missing and this user may not install them; run " +
            "'sudo apt-get install --yes --no-install-recommends libtorch-dev libopenblas0-openmp' once, then this again.\n",
            result.Error);
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public async Task Install_WithPasswordlessSudo_GoesThroughIt()
    {
        using var machine = new FakeMachine();
        machine.Set("user", "1000");
        machine.Set("sudoer");

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.Equal(["sudo true", "sudo apt-get", "apt-get update", "sudo env"], machine.Calls.Take(4));
    }

    [Fact]
    public async Task Install_WithoutNetwork_FailsWithTheCommandToRun()
    {
        using var machine = new FakeMachine();
        machine.Set("no-network");

        LaunchResult result = await machine.LaunchAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("apt-get could not install libtorch-dev libopenblas0-openmp libvips42", result.Error);
    }

    [Fact]
    public async Task Install_AfterDpkgWasKilled_MendsDpkgFirst()
    {
        using var machine = new FakeMachine();
        machine.Set("dpkg-interrupted", "The following packages are only half configured");

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.Equal("dpkg --configure -a", machine.Calls[0]);
    }

    [Fact]
    public async Task Install_WithTorchRoot_LeavesLibtorchAndBlasToTheUser()
    {
        using var machine = new FakeMachine();
        machine["TORCH_ROOT"] = "/opt/libtorch";

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.Contains("apt-get install --yes --no-install-recommends libvips42", machine.Calls);
    }
}
