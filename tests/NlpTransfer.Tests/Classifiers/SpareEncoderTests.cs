using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

[Collection(TorchGenerator.Name)] // shared work belongs to the process
public sealed class SpareEncoderTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string encoder;

    public SpareEncoderTests()
    {
        encoder = SmallEncoder.Write(folder.Root);
        SharedWork.Begin();
    }

    public void Dispose()
    {
        SharedWork.End();
        folder.Dispose();
    }

    [Fact]
    public void Dispose_OfAnUntrainedOne_HandsItsEncoderOnOnce()
    {
        var first = Load();
        var backbone = first.Model.Backbone;
        first.Dispose();
        using var second = Load();
        Assert.Same(backbone, second.Model.Backbone);
        first.Dispose(); // again, while another has it
        using var third = Load();
        Assert.NotSame(backbone, third.Model.Backbone);
    }

    [Fact]
    public void Dispose_OfOneWhoseEncoderMayHaveTrained_HandsNothingOn()
    {
        var first = Load();
        var backbone = first.Model.Backbone;
        backbone.LayerGroups[^1].History.Trains();
        first.Dispose();
        using var second = Load();
        Assert.NotSame(backbone, second.Model.Backbone);
    }

    [Fact]
    public void Load_WithAnotherPooling_MakesItsOwn()
    {
        var first = Load();
        var backbone = first.Model.Backbone;
        first.Dispose();
        using var second = TextClassifier.FromPretrained(encoder, ["a", "b"], new() { Pooling = EncoderPooling.Max });
        Assert.NotSame(backbone, second.Model.Backbone);
    }

    private TextClassifier Load() => TextClassifier.FromPretrained(encoder, ["a", "b"], new() { Pooling = EncoderPooling.Mean });
}
