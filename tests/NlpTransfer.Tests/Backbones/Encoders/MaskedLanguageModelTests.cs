using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Tests.Backbones.Bert;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Encoders;

/// <summary>The masked language model against the reference's recorded loss and scores.</summary>
public sealed class MaskedLanguageModelTests : IDisposable
{
    private static readonly string Reference = TestFiles.Fixture("bert/bert-tiny-random");

    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly JsonElement expected = ReferenceNumbers.Read("bert", "bert-tiny-random", "expected.json");

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Loss_OnTheReferencesInput_IsItsLossAndItsScores()
    {
        using var model = MaskedLanguageModel.Load(Folder());
        var (input, labels, record) = (new Activations(Longs("input_ids"), Longs("attention_mask").to_type(ScalarType.Bool), Longs("token_type_ids")), Longs("mlm", "labels"), expected.GetProperty("mlm"));
        Assert.Equal(record.GetProperty("loss").GetDouble(), model.Loss(input, labels).ToDouble(), 1e-5);
        var logits = model.Logits(input);
        ReferenceNumbers.AssertClose(record.GetProperty("logits_at_labels"), stack([logits[0][3], logits[0][9], logits[3][20]]), 1e-5);
        Assert.Empty(model.Weights.Unexpected);
    }

    [Fact]
    public void Step_LowersTheLossThroughTheSharedMatrix()
    {
        using var model = MaskedLanguageModel.Load(Folder());
        var (input, labels) = (new Activations(Longs("input_ids"), Longs("attention_mask").to_type(ScalarType.Bool)), Longs("mlm", "labels"));
        using var optimizer = optim.AdamW(model.parameters(), 1e-3);
        var before = model.Loss(input, labels);
        before.backward();
        optimizer.step();
        Assert.True(model.Loss(input, labels).ToDouble() < before.ToDouble());
    }

    [Fact]
    public void Load_OfAClassifier_NamesWhatIsMissing()
    {
        var error = Assert.Throws<StateDictException>(() => MaskedLanguageModel.Load(Reference));
        Assert.Contains("transform.dense.weight", error.Message);
    }

    private string Folder()
    {
        File.Copy(Path.Combine(Reference, "config.json"), Path.Combine(folder.Root, "config.json"), true);
        File.Copy(Path.Combine(Reference, "mlm.safetensors"), Path.Combine(folder.Root, "model.safetensors"), true);
        return folder.Root;
    }

    private Tensor Longs(params string[] names)
    {
        var rows = names.Aggregate(expected, (e, n) => e.GetProperty(n)).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetInt64()).ToArray()).ToArray();
        return tensor(rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length]);
    }
}
