namespace NlpTransfer.Worker.Tests;

/// <summary>Tests that measure memory or time: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
