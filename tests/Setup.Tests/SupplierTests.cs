namespace Setup.Tests;

public sealed class SupplierTests
{
    [Theory]
    [InlineData("--torch", "sytem", "--torch is 'sytem'; it must be system, cpu or cuda.")]
    [InlineData("--torch=gpu", "", "--torch is 'gpu'; it must be system, cpu or cuda.")]
    [InlineData("doctor", "--torch", "--torch needs a value: system, cpu or cuda.")]
    public async Task TorchOption_Unknown_ExitsWithTwoAndNamesTheAllowed(string first, string second, string message)
    {
        using var machine = new FakeMachine();

        LaunchResult result = await machine.LaunchAsync(new[] { first, second }.Where(argument => argument.Length > 0));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"nlp-transfer: {message}\n", result.Error);
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public async Task TorchBackendVariable_Unknown_ExitsWithTwoAndNamesTheAllowed()
    {
        using var machine = new FakeMachine();
        machine["TorchBackend"] = "Rocm";

        LaunchResult result = await machine.LaunchAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("nlp-transfer: the environment variable TorchBackend is 'Rocm'; it must be System, Cpu, Cuda or Assembly.\n", result.Error);
    }

    [Fact]
    public async Task TorchOption_AfterDoubleDash_IsTheVerbs()
    {
        using var machine = new FakeMachine();

        LaunchResult result = await machine.LaunchAsync("predict", "--", "--torch", "burns");

        Assert.Equal("version 1, arguments: <predict> <--> <--torch> <burns>\n", result.Output);
    }

    [Theory]
    [InlineData("cpu", "Cpu")]
    [InlineData("CUDA", "Cuda")]
    [InlineData("System", "System")]
    public async Task TorchOption_Known_OverrulesTheVariableAndHasItsOwnArtifacts(string option, string backend)
    {
        using var machine = new FakeMachine();
        machine["TorchBackend"] = "Assembly";

        (await machine.LaunchAsync("doctor", $"--torch={option}")).AssertSucceeded();

        Assert.All(machine.Calls.Where(call => call.StartsWith("dotnet restore", StringComparison.Ordinal)), call => Assert.Contains($" {backend} ", call));
        Assert.True(File.Exists(machine.PathOf($"artifacts/{backend}/bin/NlpTransfer.Cli/release/nlp-transfer")));
    }

    [Fact]
    public async Task TorchBackendVariable_InLowerCase_UsesTheSameArtifacts()
    {
        using var machine = new FakeMachine();
        machine["TorchBackend"] = "system";

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.True(Directory.Exists(machine.PathOf("artifacts/System")));
        Assert.False(Directory.Exists(machine.PathOf("artifacts/system")));
    }

    [Fact]
    public async Task Choice_WithNvidiaDriverAndPackage_IsCudaAfterItsSmokeRun()
    {
        using var machine = new FakeMachine();
        machine.AddNvidiaDriver();
        machine.Set("smoke", "echo \"$1\" >\"$FAKE/smoked\"");

        (await machine.LaunchAsync()).AssertSucceeded();
        machine.ForgetCalls();
        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.True(File.Exists(machine.PathOf("artifacts/Cuda/bin/NlpTransfer.Cli/release/nlp-transfer")));
        Assert.Equal("cuda\n", File.ReadAllText(Path.Combine(machine.Folder, "fake", "smoked")));
        Assert.Empty(machine.Calls);
    }

    [Theory]
    [InlineData("no-package-Cuda", "")]
    [InlineData("smoke", "exit 3")]
    public async Task Choice_WithDriverButUnusablePackage_IsSystemAndIsRemembered(string fact, string text)
    {
        using var machine = new FakeMachine();
        machine.AddNvidiaDriver();
        machine.Set(fact, text);

        LaunchResult first = await machine.LaunchAsync("x");
        machine.ForgetCalls();
        LaunchResult second = await machine.LaunchAsync("x");

        first.AssertSucceeded();
        Assert.Contains("the package for Cuda could not be restored or did not train as recorded", first.Error);
        Assert.Equal("version 1, arguments: <x>\n", second.Output);
        Assert.True(File.Exists(machine.PathOf("artifacts/System/bin/NlpTransfer.Cli/release/nlp-transfer")));
        Assert.Empty(machine.Calls);
    }

    [Fact]
    public async Task Choice_AfterDriverAppeared_IsMadeAgain()
    {
        using var machine = new FakeMachine();
        (await machine.LaunchAsync()).AssertSucceeded();
        machine.AddNvidiaDriver();

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.True(File.Exists(machine.PathOf("artifacts/Cuda/bin/NlpTransfer.Cli/release/nlp-transfer")));
    }

    [Fact]
    public async Task Choice_WithAnotherLibtorchOnOffer_IsCpu()
    {
        using var machine = new FakeMachine();
        machine.Set("offered", "2.6.0+dfsg-7");

        (await machine.LaunchAsync()).AssertSucceeded();

        Assert.True(File.Exists(machine.PathOf("artifacts/Cpu/bin/NlpTransfer.Cli/release/nlp-transfer")));
    }

    [Fact]
    public async Task Choice_WithNoSupplier_SaysWhatWasTriedAndWhatToDo()
    {
        using var machine = new FakeMachine();
        machine.Set("offered", "(none)");
        machine.Set("no-package-Cpu");

        LaunchResult result = await machine.LaunchAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("apt-get offers no libtorch-dev 1.13.x, and the package TorchSharp-cpu could not be restored", result.Error);
        Assert.Contains("Set TORCH_ROOT", result.Error);
    }

    [Fact]
    public async Task Package_NamedButFailingItsSmokeRun_IsRefused()
    {
        using var machine = new FakeMachine();
        machine.Set("smoke", "echo 'the loss was 1.5, recorded is 1.25'; exit 1");

        LaunchResult result = await machine.LaunchAsync("--torch", "cpu");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the loss was 1.5, recorded is 1.25", result.Error);
    }
}
