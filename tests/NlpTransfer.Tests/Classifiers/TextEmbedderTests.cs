using System.Text;
using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Backbones.Bert;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers;

public sealed class TextEmbedderTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly JsonElement expected = ReferenceNumbers.Read("minilm", "expected.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Embed_WithTheBuiltInEncoder_GivesTheRecordedSentenceEmbeddings()
    {
        using var embedder = TextEmbedder.Load("minilm");
        Assert.Equal((384, true, 256), (embedder.Dimension, embedder.Normalizes, embedder.MaxTokens));
        AssertClose("embedding", embedder);
    }

    [Fact]
    public void Embed_WithoutNormalizing_GivesTheRecordedMeans()
    {
        using var embedder = TextEmbedder.Load("minilm", new() { Normalize = false });
        AssertClose("mean", embedder);
    }

    [Fact]
    public void Embed_WithASavedClassifier_GivesWhatItsHeadSees()
    {
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"], new() { Layers = 1, MaxTokens = 16 });
        classifier.Save(folder.Root + "/saved");
        using var embedder = TextEmbedder.Load(folder.Root + "/saved");
        var batch = classifier.Preprocessor.Collate([classifier.Preprocessor.Encode(new("one text", null, [], null, new("made", 1)))], TorchSharp.torch.CPU);
        using var guard = TorchSharp.torch.no_grad();
        Assert.Equal(classifier.Model.Backbone.Features(batch).data<float>().ToArray(), embedder.Embed(["one text"])[0]);
        Assert.Equal(16, embedder.MaxTokens);
    }

    [Fact]
    public void Load_WithAttentionPooling_SaysWhyNot() =>
        Assert.Contains("learned with a classifier", Assert.Throws<OptionsException>(() => TextEmbedder.Load("minilm", new() { Pooling = EncoderPooling.Attention })).Message);

    [Fact]
    public void Write_OfRowsAsNpy_FollowsNumPysFormat()
    {
        var path = Path.Combine(folder.Root, "x.npy");
        NpyFile.Write(path, [[1, 2, 3], [4, 5, 6]], 3);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        var head = BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, (10 + head) % 64);
        Assert.StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", Encoding.ASCII.GetString(bytes, 10, head), StringComparison.Ordinal);
        Assert.Equal((byte)'\n', bytes[9 + head]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], Enumerable.Range(0, 6).Select(i => BitConverter.ToSingle(bytes, 10 + head + (4 * i))));
        Assert.Equal(10 + head + 24, bytes.Length);
    }

    private void AssertClose(string name, TextEmbedder embedder)
    {
        var found = embedder.Embed(expected.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!));
        var reference = expected.GetProperty(name);
        for (var text = 0; text < found.Count; text++)
            for (var i = 0; i < embedder.Dimension; i++)
                Assert.Equal(reference[text][i].GetDouble(), found[text][i], 1e-5);
    }
}
