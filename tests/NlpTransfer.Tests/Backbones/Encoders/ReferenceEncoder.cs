using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Backbones.Bert;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Encoders;

/// <summary>A reference's folder: its model, inputs and recorded numbers.</summary>
internal sealed class ReferenceEncoder(string name)
{
    public string Folder { get; } = TestFiles.Fixture($"encoders/{name}");

    public JsonElement Expected { get; } = ReferenceNumbers.Read("encoders", name, "expected.json");

    public EncoderConfig Config => EncoderConfig.Load(Folder);

    public Activations Input => new(Longs("input_ids"), Longs("attention_mask").to_type(ScalarType.Bool), Expected.TryGetProperty("token_type_ids", out _) ? Longs("token_type_ids") : null);

    public Tensor Labels => tensor(Expected.GetProperty("labels").EnumerateArray().Select(v => v.GetInt64()).ToArray());

    /// <summary>In eval mode, with the folder's weights; without dropout where asked.</summary>
    public ClassificationModel Load(bool dropout, int? keepLayers = null)
    {
        var config = Config with { NumHiddenLayers = keepLayers ?? Config.NumHiddenLayers };
        if (!dropout) config = config with { HiddenDropoutProb = 0, AttentionProbsDropoutProb = 0, ClassifierDropout = 0 };
        if (!dropout && config is Gpt2Config gpt) config = gpt with { EmbeddingDropout = 0 };
        var backbone = new EncoderBackbone(config);
        var bias = EncoderFamilies.ByModelType(config.ModelType).HeadHasBias;
        var model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, 3, new HeadOptions { Dropout = dropout ? 0.1 : 0, Bias = bias }));
        using var weights = EncoderWeights.Open(Folder, config, keepLayers);
        var report = weights.LoadModel(model);
        Assert.Empty(report.New);
        Assert.Empty(report.Unexpected);
        model.eval();
        return model;
    }

    /// <summary>The gradient's norm of each parameter in the first step, before clipping, by the reference's names.</summary>
    public Dictionary<string, double> FirstGradients()
    {
        var norm = Expected.GetProperty("train").GetProperty("grad_norms_before_clip")[0].GetDouble();
        var scale = Math.Max(1, norm + 1e-6); // what clipping to 1 divided by
        return Expected.GetProperty("first_step_grad_norm_after_clip_by_parameter").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble() * scale);
    }

    private Tensor Longs(string property)
    {
        var rows = Expected.GetProperty(property).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetInt64()).ToArray()).ToArray();
        return tensor(rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length]);
    }
}
