using ApiSurface;

namespace TorchSharp.Tests.Surface;

public class SurfaceTests
{
    [Fact]
    public void PublicSurface_OfTheSubset_IsRecordedForTheRealAssembly()
    {
        RecordedSurface recorded = RecordedSurface.Read("TorchSharp-0.106.0.api.txt");
        IReadOnlyList<string> extras = new SurfaceComparison(recorded, nullability: false).Extras(typeof(torch).Assembly);
        Assert.True(extras.Count == 0, $"{extras.Count} members are not TorchSharp's:\n{string.Join('\n', extras)}");
    }
}
