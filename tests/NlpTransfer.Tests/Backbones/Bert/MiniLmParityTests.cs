using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Bert;

/// <summary>The built-in encoder against the reference's recorded numbers.</summary>
public sealed class MiniLmParityTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly JsonElement expected = ReferenceNumbers.Read("minilm", "expected.json");

    public void Dispose() => scope.Dispose();

    private TextDataset Texts(int count = int.MaxValue) =>
        TextDataset.FromTexts(expected.GetProperty("texts").EnumerateArray().Take(count).Select(t => t.GetString()!));

    [Fact]
    public void Encode_EveryText_GivesTheReferencesIds()
    {
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"]);
        var ids = expected.GetProperty("input_ids");
        foreach (var (example, i) in Texts().Select((e, i) => (e, i)))
            Assert.Equal(ids[i].EnumerateArray().Select(v => v.GetInt32()), classifier.Preprocessor.Encode(example).Ids);
    }

    [Theory]
    [InlineData(EncoderPooling.Mean, "mean")]
    [InlineData(EncoderPooling.Cls, "pooler")]
    public void Features_WithPadding_AreTheReferences(EncoderPooling pooling, string name)
    {
        using var classifier = TextClassifier.FromPretrained("minilm", ["a", "b"], new() { Pooling = pooling });
        var batch = classifier.Preprocessor.Collate([.. Texts().Select(classifier.Preprocessor.Encode)], CPU);
        using var guard = no_grad();
        ReferenceNumbers.AssertClose(expected.GetProperty(name), classifier.Model.Backbone.Features(batch), 1e-5);
    }

    [Theory]
    [InlineData("train_full", 0)]
    [InlineData("train_last_two_layers", 5)]
    [InlineData("train_head_only", 8)]
    public void EightSteps_GiveTheReferencesLossesAndGradientNorms(string name, int frozenGroups)
    {
        var record = expected.GetProperty(name);
        var labels = expected.GetProperty("train_labels").EnumerateArray().Select(l => l.GetString()!).ToArray();
        using var classifier = TextClassifier.FromPretrained("minilm", labels, new() { Pooling = EncoderPooling.Cls, MaxTokens = record.GetProperty("max_length").GetInt32() });
        using var model = WithoutDropout(classifier, labels.Length);
        foreach (var parameter in model.LayerGroups.Take(frozenGroups).SelectMany(g => g.Parameters)) parameter.requires_grad = false;
        model.train();
        var trained = model.parameters().Where(p => p.requires_grad).ToArray();
        Assert.Equal(record.GetProperty("trainable").GetInt64(), trained.Sum(p => p.numel()));
        using var optimizer = optim.AdamW(trained, record.GetProperty("lr").GetDouble(), weight_decay: 0.01);
        var data = TextDataset.Load(TestFiles.Corpus("sms-spam.csv"));
        for (var step = 0; step < 8; step++)
        {
            using var inner = NewDisposeScope();
            var rows = data.Skip(16 * step).Take(16).ToArray();
            var targets = tensor(rows.Select(r => (long)Array.IndexOf(labels, r.Labels[0])).ToArray());
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.Forward(classifier.Preprocessor.Collate([.. rows.Select(classifier.Preprocessor.Encode)], CPU)), targets);
            loss.backward();
            var norm = nn.utils.clip_grad_norm_(trained, 1.0);
            optimizer.step();
            Assert.Equal(record.GetProperty("losses")[step].GetDouble(), loss.ToDouble(), 1e-5);
            var expectedNorm = record.GetProperty("grad_norms_before_clip")[step].GetDouble();
            Assert.Equal(expectedNorm, norm, expectedNorm * 1e-4);
        }
    }

    // The reference trained without dropout, from head weights given by a formula.
    private static ClassificationModel WithoutDropout(TextClassifier classifier, int classes)
    {
        var source = (EncoderBackbone)classifier.Model.Backbone;
        var backbone = new EncoderBackbone(source.Config with { HiddenDropoutProb = 0, AttentionProbsDropoutProb = 0 });
        backbone.load_state_dict(source.state_dict());
        var head = new Head(source.FeatureSize, classes, new HeadOptions { Dropout = 0 });
        var weight = sin(arange(1, 1 + (classes * source.FeatureSize), dtype: float64)).mul(0.02).to(float32).view(classes, source.FeatureSize);
        head.load_state_dict(new() { ["classifier.weight"] = weight, ["classifier.bias"] = zeros(classes) });
        return new ClassificationModel(backbone, head);
    }
}
