namespace NlpTransfer.Tests.Training;

/// <summary>Tests that compare bits, or that not every draw of random weights passes: they run alone, because every test of this process draws from the one generator of libtorch.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class TorchGenerator
{
    public const string Name = "torch generator";
}
