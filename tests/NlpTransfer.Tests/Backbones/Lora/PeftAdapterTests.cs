using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Classifiers;
using NlpTransfer.Tests.Backbones.Bert;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Lora;

/// <summary>Adapter files in peft's layout, read and written, against what peft computed.</summary>
public sealed class PeftAdapterTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly TempFolder temporary = new();
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly PeftAdapter peft;

    public PeftAdapterTests() => peft = new(temporary.Root);

    public void Dispose()
    {
        scope.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public void Load_OfPeftsFiles_GivesItsLogits()
    {
        using var classifier = peft.Load();
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_with_adapter"), peft.Logits(classifier), Tolerance);
        Assert.Equal(["negative", "neutral", "positive"], classifier.LabelNames);
        Assert.Equal(6, classifier.Adapter!.LayerNames.Count);
    }

    [Fact]
    public void Load_OfTheEncoderAlone_GivesTheLogitsWithTheAdapterDisabled()
    {
        using var classifier = TextClassifier.Load(peft.Encoder);
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_adapter_disabled"), peft.Logits(classifier), Tolerance);
    }

    [Fact]
    public void Merge_ThenUnmerge_GivesTheSameLogitsEachTime()
    {
        using var classifier = peft.Load();
        var before = Weights(classifier);
        classifier.MergeAdapter();
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_merged"), peft.Logits(classifier), Tolerance);
        Assert.Contains(Weights(classifier), w => (w.Value - before[w.Key]).abs().max().ToDouble() > 1e-3);
        classifier.UnmergeAdapter();
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_with_adapter"), peft.Logits(classifier), Tolerance);
        Assert.All(Weights(classifier), w => Assert.True((w.Value - before[w.Key]).abs().max().ToDouble() <= 1e-6, w.Key));
    }

    [Fact]
    public void Save_OfAMergedOne_IsAWholeClassifierWithTheSameLogits()
    {
        var saved = Path.Combine(temporary.Root, "whole");
        using (var classifier = peft.Load())
        {
            classifier.MergeAdapter();
            classifier.Save(saved);
        }
        Directory.Delete(peft.Encoder, true);
        using var whole = TextClassifier.Load(saved);
        Assert.Null(whole.Adapter);
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_merged"), peft.Logits(whole), Tolerance);
    }

    [Fact]
    public void Save_ThenRead_HasPeftsNamesAndBits()
    {
        var saved = Path.Combine(temporary.Root, "saved");
        using (var classifier = peft.Load()) classifier.Save(saved);
        Assert.False(File.Exists(Path.Combine(saved, "model.safetensors")));
        using var theirs = SafetensorsReader.Open(Path.Combine(peft.Folder, "adapter_model.safetensors"));
        using var ours = SafetensorsReader.Open(Path.Combine(saved, "adapter_model.safetensors"));
        Assert.Equal(theirs.Entries.Select(e => e.Name).Order(StringComparer.Ordinal), ours.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(theirs.Entries, e => Assert.True(theirs.Read(e.Name).Equals(ours.Read(e.Name)), e.Name));
        var (expected, found) = (Config(peft.Folder), Config(saved));
        foreach (var key in new[] { "peft_type", "task_type", "r", "lora_alpha", "lora_dropout", "target_modules", "bias", "fan_in_fan_out", "use_dora", "use_rslora", "inference_mode" })
            Assert.True(Same(expected[key]!, found[key]!), $"{key}: {expected[key]} there, {found[key]} here");
        Assert.All(found, key => Assert.True(expected.ContainsKey(key.Key), $"peft knows no {key.Key}"));
        Assert.Equal(["classifier"], found["modules_to_save"]!.AsArray().Select(m => (string?)m));
        Assert.Equal(Path.GetFullPath(peft.Encoder), (string?)found["base_model_name_or_path"]);
        using var loaded = TextClassifier.Load(saved); // finds its encoder by itself
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_with_adapter"), peft.Logits(loaded), Tolerance);
    }

    [Fact]
    public void FromPretrained_OnAnAdapter_StartsFromTheMergedEncoder()
    {
        Change(c => c["base_model_name_or_path"] = peft.Encoder);
        using var adapted = peft.Load();
        using var started = TextClassifier.FromPretrained(peft.Folder, ["a", "b"]);
        using var embedder = TextEmbedder.Load(peft.Folder, new() { Pooling = EncoderPooling.Cls });
        using var guard = no_grad();
        var expected = adapted.Model.Backbone.Features(peft.Reference.Input);
        Assert.Null(started.Adapter);
        Assert.True((expected - started.Model.Backbone.Features(peft.Reference.Input)).abs().max().ToDouble() < Tolerance);
        Assert.Equal(48, embedder.Dimension);
        Assert.Contains("an adapter itself", Assert.Throws<OptionsException>(() => TextClassifier.FromPretrained(peft.Folder, ["a", "b"], new() { Lora = new() })).Message);
    }

    [Theory]
    [InlineData("target_modules", """ "all-linear" """)] // which layers it means, the weights' names say
    [InlineData("layers_to_transform", "[0, 1, 2]")]
    public void Load_WithAnExpressionForTargets_TakesThemFromTheWeights(string key, string value)
    {
        Change(c => c[key] = JsonNode.Parse(value));
        using var classifier = peft.Load();
        ReferenceNumbers.AssertClose(peft.Reference.Expected.GetProperty("logits_with_adapter"), peft.Logits(classifier), Tolerance);
    }

    [Fact]
    public void Load_WithRankStabilisedScale_DividesByTheRootOfTheRank()
    {
        Change(c => c["use_rslora"] = true);
        using var classifier = peft.Load();
        Assert.Equal(8 / Math.Sqrt(4), classifier.Adapter!.Options.Scale, 12);
    }

    [Theory]
    [InlineData("use_dora", "true", "use_dora is set, which is beyond plain LoRA")]
    [InlineData("bias", "\"all\"", "bias is set")]
    [InlineData("rank_pattern", """{"query": 2}""", "rank_pattern is set")]
    [InlineData("peft_type", "\"IA3\"", "peft_type must be LORA, was IA3")]
    [InlineData("r", "0", "Rank must be at least 1, was 0")]
    [InlineData("r", "null", "expected r, the rank")]
    public void Load_OfAnotherKindOfAdapter_SaysWhatAndWhatToDo(string key, string value, string message)
    {
        Change(c => c[key] = JsonNode.Parse(value));
        Assert.Contains(message, Assert.Throws<InvalidDataException>(peft.Load).Message);
    }

    [Fact]
    public void Load_WithFewerTargetsThanWeights_ListsWhatIsLeft()
    {
        Change(c => c["target_modules"] = new JsonArray("query"));
        Assert.Contains("0 layers missing, 3 unexpected", Assert.Throws<StateDictException>(peft.Load).Message);
    }

    [Fact]
    public void Load_WithoutItsEncoder_SaysHowToNameIt()
    {
        Assert.Contains("--encoder NAME", Assert.Throws<DirectoryNotFoundException>(() => TextClassifier.Load(peft.Folder)).Message);
        Change(c => c["base_model_name_or_path"] = "somewhere/else");
        Assert.Contains("trained on 'somewhere/else', which is neither", Assert.Throws<DirectoryNotFoundException>(() => TextClassifier.Load(peft.Folder)).Message);
    }

    [Fact]
    public void Load_OnAnEncoderOfOtherWeights_IsRefused()
    {
        var saved = Path.Combine(temporary.Root, "saved");
        using (var classifier = peft.Load()) classifier.Save(saved);
        var path = Path.Combine(peft.Encoder, "model.safetensors");
        Dictionary<string, Tensor> tensors;
        using (var file = SafetensorsReader.Open(path)) tensors = file.ReadAll();
        tensors["bert.encoder.layer.0.attention.self.query.weight"].add_(1e-6);
        SafetensorsWriter.Write(path, tensors);
        Assert.Contains("other weights than the encoder that the adapter", Assert.Throws<InvalidDataException>(() => TextClassifier.Load(saved)).Message);
    }

    private static Dictionary<string, Tensor> Weights(TextClassifier classifier) =>
        classifier.Model.state_dict().Where(t => t.Key.Contains(".body.", StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value.clone());

    // 0.0 and 0 are one number.
    private static bool Same(JsonNode a, JsonNode b) => a.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (double)a == (double)b : JsonNode.DeepEquals(a, b);

    private static JsonObject Config(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "adapter_config.json")))!.AsObject();

    private void Change(Action<JsonObject> change)
    {
        var config = Config(peft.Folder);
        change(config);
        File.WriteAllText(Path.Combine(peft.Folder, "adapter_config.json"), config.ToJsonString());
    }
}
