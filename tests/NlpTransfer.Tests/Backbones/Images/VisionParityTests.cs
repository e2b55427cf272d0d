using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Images;

/// <summary>The image networks against torchvision's recorded numbers.</summary>
public sealed class VisionParityTests : IDisposable
{
    private const double Tolerance = 1e-4;

    // The classifier at the side that torchvision counts and the backbone does not have (aux_logits).
    private const long InceptionSideParameters = 3_326_696, InceptionSideKeys = 14;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("resnet18@96")]
    [InlineData("resnet34@96")]
    [InlineData("resnet50@96")]
    [InlineData("resnet18@224")]
    [InlineData("vgg16@64")]
    [InlineData("mobilenet_v2@96")]
    [InlineData("inception_v3@128")]
    public void Network_WithWeightsByFormula_ComputesTorchvisionsNumbers(string fixture)
    {
        var expected = VisionReference.Of(fixture);
        var name = fixture[..fixture.IndexOf('@')];
        var model = VisionReference.Model(name);
        var images = VisionReference.Images(expected.GetProperty("size").GetInt32());
        AssertCounts(expected, model, name);
        var logits = model.Forward(new(images)); // (2, 1000)
        VisionReference.AssertRelative(expected.GetProperty("logits_first10"), logits.narrow(1, 0, 10), Tolerance, "logits");
        VisionReference.AssertRelative(expected.GetProperty("logits_norm"), logits.norm(1), Tolerance, "norms of logits");
        var loss = nn.functional.cross_entropy(logits, tensor([3L, 7]));
        VisionReference.AssertRelative(expected.GetProperty("loss_labels_3_7"), loss, Tolerance, "loss");
        loss.backward();
        AssertGradients(expected, model);
        foreach (var stage in expected.GetProperty("stages").EnumerateObject()) AssertStage(stage, (ImageBackbone)model.Backbone, images);
    }

    [Fact]
    public void ResNet_AfterATrainingPass_HasTorchvisionsBatchNormStatistics()
    {
        var expected = VisionReference.Of("resnet18@96");
        var model = VisionReference.Model("resnet18");
        model.train();
        var logits = model.Forward(new(VisionReference.Images(96)));
        VisionReference.AssertRelative(expected.GetProperty("train_mode_logits_first10"), logits.narrow(1, 0, 10), 1e-3, "logits of two images in training mode");
        var state = model.Backbone.state_dict();
        VisionReference.AssertRelative(expected.GetProperty("bn1_running_mean_after_first8"), state["bn1.running_mean"].narrow(0, 0, 8), Tolerance, "running mean");
        VisionReference.AssertRelative(expected.GetProperty("bn1_running_var_after_first8"), state["bn1.running_var"].narrow(0, 0, 8), Tolerance, "running variance");
        Assert.Equal(1, state["bn1.num_batches_tracked"].ToInt64());
    }

    private static void AssertCounts(JsonElement expected, ClassificationModel model, string name)
    {
        var (sideParameters, sideKeys) = name == "inception_v3" ? (InceptionSideParameters, InceptionSideKeys) : (0, 0);
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), model.parameters().Sum(p => p.numel()) + sideParameters);
        Assert.Equal(expected.GetProperty("keys").GetInt64(), model.state_dict().Count + sideKeys);
    }

    private static void AssertGradients(JsonElement expected, ClassificationModel model)
    {
        var head = ((ImageBackbone)model.Backbone).Architecture.HeadKeys[0];
        var found = model.Backbone.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (key, parameter) in model.Head.named_parameters()) found[key.Replace("classifier.", head)] = parameter;
        var norms = expected.GetProperty("grad_norms").EnumerateObject().Where(n => !n.Name.StartsWith("AuxLogits.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(norms);
        foreach (var norm in norms) AssertNorm(norm, found[norm.Name].grad!);
    }

    // The reference took its norms in float32, as eight sums side by side (AVX2). Over millions of squares each of them loses some:
    // up to two parts in a thousand of the whole. Added up in that order the gradients give the reference's numbers.
    private static void AssertNorm(JsonProperty expected, Tensor gradient)
    {
        using var ordered = gradient.contiguous();
        VisionReference.AssertRelative(expected.Value, tensor(NormOfEightSums(MemoryMarshal.Cast<byte, float>(ordered.bytes))), Tolerance, $"gradient of {expected.Name}");
    }

    private static float NormOfEightSums(ReadOnlySpan<float> values)
    {
        var sums = Vector256<float>.Zero;
        var whole = values.Length / Vector256<float>.Count * Vector256<float>.Count;
        for (var i = 0; i < whole; i += Vector256<float>.Count)
        {
            var next = Vector256.Create(values[i..]);
            sums += next * next;
        }
        var sum = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++) sum += sums[lane];
        foreach (var value in values[whole..]) sum += value * value;
        return MathF.Sqrt(sum);
    }

    private static void AssertStage(JsonProperty stage, ImageBackbone backbone, Tensor images)
    {
        var isPool = stage.Name == "avgpool";
        var map = backbone.StageOutput(images, isPool ? "layer4" : stage.Name);
        if (isPool) map = backbone.Pool(map).unsqueeze(-1).unsqueeze(-1);
        Assert.Equal(stage.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), map.shape);
        VisionReference.AssertRelative(stage.Value.GetProperty("norm"), map.norm(), Tolerance, $"norm of {stage.Name}");
        VisionReference.AssertRelative(stage.Value.GetProperty("mean"), map.mean(), Tolerance, $"mean of {stage.Name}");
        VisionReference.AssertRelative(stage.Value.GetProperty("first8"), map.flatten().narrow(0, 0, 8), Tolerance, $"values of {stage.Name}");
    }
}
