using NlpTransfer.Training;

namespace NlpTransfer.Tests.Training;

public sealed class SharedWorkTests
{
    [Fact]
    public void Of_IsMadeOnceWhileItIsOnAndTheOldestGoFirst()
    {
        var prefix = Guid.NewGuid().ToString();
        var made = 0;
        string Make(string key) => SharedWork.Of($"{prefix}{key}", () => $"{++made}");
        Assert.Equal(("1", "2"), (Make("a"), Make("a")));
        SharedWork.Begin();
        try
        {
            Assert.Equal(("3", "3"), (Make("a"), Make("a")));
            Assert.Equal("4", SharedWork.Of(null, () => $"{++made}"));
            for (var i = 0; i < 100; i++) Make($"other {i}");
            Assert.Equal("105", Make("a"));
        }
        finally
        {
            SharedWork.End();
        }
        Assert.Equal("106", Make("a"));
    }
}
