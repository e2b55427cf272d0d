namespace NlpTransfer.Cli.Tests.Parsing;

public sealed class SettingTableTests
{
    private static readonly SettingTable<Options> Table = new(
    [
        new("batch-size", "examples a batch", (options, value) => options with { BatchSize = value.Integer }),
        new("learning-rate", "step size", (options, value) => options with { Rate = value.Number }),
        new("shuffle", "another order every epoch", (options, value) => options with { Shuffle = value.Truth }),
        new("windows", "filter widths", (options, value) => options with { Windows = value.Integers }),
    ]);

    [Fact]
    public void Apply_SeveralAssignments_ChangesEachAndNothingElse()
    {
        var options = Table.Apply(new Options(), ["learning-rate=1e-3", "windows=3,4, 5", "shuffle=off"]);

        Assert.Equal(32, options.BatchSize);
        Assert.Equal(0.001, options.Rate);
        Assert.False(options.Shuffle);
        Assert.Equal([3, 4, 5], options.Windows);
    }

    [Fact]
    public void Apply_ManyFaults_ReportsAllAtOnce()
    {
        var error = Assert.Throws<UsageException>(() =>
            Table.Apply(new Options(), ["batchsize=8", "learning-rate=0,1", "shuffle", "windows=3", "windows=4"]));

        Assert.Contains("--set does not know the key 'batchsize'. Did you mean 'batch-size'?", error.Message);
        Assert.Contains("--set learning-rate must be a number such as 0.001 or 1e-3, was '0,1'.", error.Message);
        Assert.Contains("--set shuffle needs a value: --set shuffle=VALUE.", error.Message);
        Assert.Contains("--set windows is given twice.", error.Message);
    }

    private sealed record Options
    {
        public int BatchSize { get; init; } = 32;

        public double Rate { get; init; } = 0.01;

        public bool Shuffle { get; init; } = true;

        public int[] Windows { get; init; } = [];
    }
}
