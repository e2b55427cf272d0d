using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Bert;

/// <summary>Against the reference's recorded numbers, element by element.</summary>
public sealed class BertParityTests : IDisposable
{
    private static readonly string Folder = TestFiles.Fixture("bert/bert-tiny-random");

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly JsonElement expected = ReferenceNumbers.Read("bert", "bert-tiny-random", "expected.json");

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Forward_GroupByGroup_GivesTheReferencesHiddenStates()
    {
        using var model = Load(dropout: true);
        var input = Input();
        for (var layer = 0; layer <= 3; layer++)
        {
            var states = model.Backbone.Forward(input, 0, layer + 1).Values * input.Mask!.unsqueeze(-1);
            ReferenceNumbers.AssertClose(expected.GetProperty("hidden_states")[layer], states, 1e-5);
        }
        ReferenceNumbers.AssertClose(expected.GetProperty("pooler_output"), model.Backbone.Features(input), 1e-5);
        ReferenceNumbers.AssertClose(expected.GetProperty("logits"), model.Forward(input), 1e-5);
    }

    [Fact]
    public void Forward_FromAnyBoundary_EqualsTheWholeRun()
    {
        using var model = Load(dropout: true);
        var whole = model.Forward(Input());
        for (var boundary = 1; boundary < model.LayerGroups.Count; boundary++)
        {
            var resumed = model.Forward(model.Forward(Input(), 0, boundary), boundary, model.LayerGroups.Count).Values;
            // Up to the pooler a whole run computes the pooled rows of the last layer alone, in products of other sizes.
            if (boundary < model.LayerGroups.Count - 2) Assert.True(whole.Equals(resumed), $"from group {boundary}");
            else Assert.True((whole - resumed).abs().max().ToSingle() < 1e-6, $"from group {boundary}");
        }
    }

    [Theory]
    [InlineData("train_full", 0)]
    [InlineData("train_freeze_below_layer2", 3)]
    public void FiveSteps_GiveTheReferencesLossesAndGradientNorms(string name, int frozenGroups)
    {
        using var model = Load(dropout: false);
        var record = expected.GetProperty(name);
        var before = model.LayerGroups.Take(frozenGroups).SelectMany(g => g.State).Select(s => s.Value.clone()).ToArray();
        foreach (var parameter in model.LayerGroups.Take(frozenGroups).SelectMany(g => g.Parameters)) parameter.requires_grad = false;
        model.train();
        var trained = model.parameters().Where(p => p.requires_grad).ToArray();
        using var optimizer = optim.AdamW(trained, record.GetProperty("lr").GetDouble(), weight_decay: record.GetProperty("weight_decay").GetDouble());
        var labels = tensor(expected.GetProperty("labels").EnumerateArray().Select(v => v.GetInt64()).ToArray());
        for (var step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.Forward(Input()), labels);
            loss.backward();
            var norm = nn.utils.clip_grad_norm_(trained, 1.0);
            optimizer.step();
            Assert.Equal(record.GetProperty("losses")[step].GetDouble(), loss.ToDouble(), 1e-5);
            var expectedNorm = record.GetProperty("grad_norms_before_clip")[step].GetDouble();
            Assert.Equal(expectedNorm, norm, expectedNorm * 1e-4);
        }
        model.eval();
        ReferenceNumbers.AssertClose(record.GetProperty("final_logits"), model.Forward(Input()), 1e-4);
        Assert.All(before.Zip(model.LayerGroups.Take(frozenGroups).SelectMany(g => g.State)), p => Assert.True(p.First.Equals(p.Second.Value)));
    }

    [Fact]
    public void Forward_OfATextAloneAndPadded_GivesTheSameLogits()
    {
        using var model = Load(dropout: true);
        var input = Input();
        var together = model.Forward(input);
        for (var row = 0; row < 4; row++)
        {
            var length = input.Mask![row].sum().ToInt64();
            var alone = model.Forward(new(input.Values[row].narrow(0, 0, length).unsqueeze(0), TokenTypes: input.TokenTypes![row].narrow(0, 0, length).unsqueeze(0)));
            Assert.True((alone[0] - together[row]).abs().max().ToSingle() < 1e-5, $"row {row}");
        }
    }

    private ClassificationModel Load(bool dropout)
    {
        var config = EncoderConfig.Load(Folder);
        if (!dropout) config = config with { HiddenDropoutProb = 0, AttentionProbsDropoutProb = 0 };
        var backbone = new EncoderBackbone(config);
        var model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, 3, new HeadOptions { Dropout = config.HiddenDropoutProb }));
        using var weights = EncoderWeights.Open(Folder, config);
        weights.LoadModel(model);
        model.eval();
        return model;
    }

    private Activations Input() => new(Longs("input_ids"), Longs("attention_mask").to_type(ScalarType.Bool), Longs("token_type_ids"));

    private Tensor Longs(string name)
    {
        var rows = expected.GetProperty(name).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetInt64()).ToArray()).ToArray();
        return tensor(rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length]);
    }
}
