using NlpTransfer.Backbones;
using NlpTransfer.Tests.Backbones.Bert;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Encoders;

/// <summary>Every family against its reference's recorded numbers, element by element.</summary>
public sealed class EncoderParityTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names { get; } =
        ["bert-sharded-bf16", "distilbert-random", "roberta-random", "electra-random", "albert-random", "mpnet-random", "modernbert-random", "deberta-v2-random", "gpt2-random"];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_BlockByBlock_GivesTheReferencesHiddenStatesAndLogits(string name)
    {
        var reference = new ReferenceEncoder(name);
        var (expected, input) = (reference.Expected.GetProperty("hidden_states"), reference.Input);
        using var model = reference.Load(dropout: true);
        for (var layer = 0; layer < expected.GetArrayLength(); layer++)
            ReferenceNumbers.AssertClose(expected[layer], States(reference, layer) * input.Mask!.unsqueeze(-1), 1e-5);
        ReferenceNumbers.AssertClose(reference.Expected.GetProperty("logits"), model.Forward(input), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FiveSteps_GiveTheReferencesLossesAndGradientNorms(string name)
    {
        var reference = new ReferenceEncoder(name);
        using var model = reference.Load(dropout: false);
        var record = reference.Expected.GetProperty("train");
        model.train();
        var trained = model.parameters().ToArray();
        using var optimizer = optim.AdamW(trained, record.GetProperty("lr").GetDouble(), weight_decay: record.GetProperty("weight_decay").GetDouble());
        for (var step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.Forward(reference.Input), reference.Labels);
            loss.backward();
            var norm = nn.utils.clip_grad_norm_(trained, 1.0);
            optimizer.step();
            Assert.Equal(record.GetProperty("losses")[step].GetDouble(), loss.ToDouble(), 1e-5);
            var expectedNorm = record.GetProperty("grad_norms_before_clip")[step].GetDouble();
            Assert.Equal(expectedNorm, norm, expectedNorm * 1e-4);
        }
        model.eval();
        ReferenceNumbers.AssertClose(record.GetProperty("final_logits"), model.Forward(reference.Input), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_WithLowerGroupsFrozen_GivesTheReferencesGradientsAboveAndNoneBelow(string name)
    {
        var reference = new ReferenceEncoder(name);
        using var model = reference.Load(dropout: false);
        var family = EncoderFamilies.ByModelType(reference.Config.ModelType);
        var frozen = reference.Config.ModelType == "albert" ? 1 : 2; // of ALBERT's, whose layer is one, the embeddings
        foreach (var parameter in model.LayerGroups.Take(frozen).SelectMany(g => g.Parameters)) parameter.requires_grad = false;
        model.train();
        nn.functional.cross_entropy(model.Forward(reference.Input), reference.Labels).backward();
        var expected = reference.FirstGradients();
        var total = Math.Sqrt(expected.Values.Sum(n => n * n));
        foreach (var (key, parameter) in model.named_parameters())
        {
            if (!parameter.requires_grad)
                Assert.Null(parameter.grad);
            else
                Assert.Equal(expected[family.HubName(key)], parameter.grad!.norm().ToDouble(), total * 1e-4);
        }
        Assert.Equal(expected.Count, model.named_parameters().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_OfATextAloneAndPadded_GivesTheSameLogits(string name)
    {
        var reference = new ReferenceEncoder(name);
        using var model = reference.Load(dropout: true);
        var input = reference.Input;
        var together = model.Forward(input);
        for (var row = 0; row < 4; row++)
        {
            var length = input.Mask![row].sum().ToInt64();
            var alone = model.Forward(new(input.Values[row].narrow(0, 0, length).unsqueeze(0), TokenTypes: input.TokenTypes?[row].narrow(0, 0, length).unsqueeze(0)));
            Assert.True((alone[0] - together[row]).abs().max().ToSingle() < 1e-5, $"row {row}");
        }
    }

    // ALBERT's layers are one group, so fewer of them are asked for; the others run up to a group's boundary.
    private static Tensor States(ReferenceEncoder reference, int layer)
    {
        var isShared = reference.Config.ModelType == "albert" && layer > 0;
        var backbone = (EncoderBackbone)reference.Load(dropout: true, isShared ? layer : null).Backbone;
        return isShared || layer == reference.Config.NumHiddenLayers ? backbone.States(reference.Input) : backbone.Forward(reference.Input, 0, layer + 1).Values;
    }
}
