namespace NlpTransfer.Cli.Tests;

/// <summary>Tests that train in this process and compare the results: torch has one generator, which others would draw from.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class TorchGenerator
{
    public const string Name = "torch's generator";
}
