namespace NlpTransfer.Cli.Tests.Terminals;

public sealed class ProgressLineTests
{
    [Fact]
    public void Show_WhereNobodyWatches_WritesNothingUntilFinish()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var line = new ProgressLine(new Terminal(Stream.Null, TextWriter.Null, error));

        line.Show(0.5, "epoch 1", "loss 0.3");
        line.Finish("epoch 1 done");

        Assert.Equal("epoch 1 done\n", error.ToString());
    }

    [Fact]
    public void Show_AtHalfTime_PrintsBarAndAsMuchTimeLeftAsPassed()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var clock = new ManualClock();
        var line = new ProgressLine(new Terminal(Stream.Null, TextWriter.Null, error) { Interactive = true, Clock = clock });

        clock.Advance(TimeSpan.FromSeconds(20));
        line.Show(0.5, "epoch 1", "loss 0.3");

        Assert.Contains("━━━━━━━━━━━━────────────", error.ToString());
        Assert.Contains(" 50 %  loss 0.3  20.0 s left", error.ToString());
    }

    [Fact]
    public void Show_ManyTimesAtOnce_DrawsOnce()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var line = new ProgressLine(new Terminal(Stream.Null, TextWriter.Null, error) { Interactive = true, Clock = new ManualClock() });

        for (int i = 0; i < 100; i++)
            line.Show(i / 100.0, "epoch 1", "");

        Assert.Single(error.ToString(), '\r');
    }
}
