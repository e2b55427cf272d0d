using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using NlpTransfer.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Images;

/// <summary>The laws of every image network: those of <see cref="BackboneContract"/>, for pictures, with BatchNorm statistics among what freezes.</summary>
[Collection(TorchGenerator.Name)]
public sealed class ImageBackboneContract : IDisposable
{
    private const int Classes = 3;

    private readonly DisposeScope scope = NewDisposeScope();

    /// <summary>One of each family, with the smallest pictures on which its norms have something to average.</summary>
    public static TheoryData<string, int> Networks => new()
    {
        { "resnet18", 64 }, { "resnet50", 64 }, { "resnet20-cifar", 16 }, { "efficientnet-lite0", 64 }, { "mobilenet_v2", 64 },
        { "vgg11_bn", 32 }, { "inception_v3", 112 }, { "xception", 72 },
    };

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Networks))]
    public void Features_OfABatch_HaveTheStatedShapeAndGroupsCoverEveryParameterOnce(string name, int size)
    {
        var backbone = Create(name, 1);
        backbone.eval();
        Assert.Equal([3, backbone.FeatureSize], backbone.Features(Batch(3, size)).shape);
        var inGroups = backbone.LayerGroups.SelectMany(g => g.Parameters).Select(p => p.Handle).ToArray();
        Assert.Equal(inGroups.Length, inGroups.Distinct().Count());
        Assert.Equal(backbone.parameters().Select(p => p.Handle).ToHashSet(), inGroups.ToHashSet());
        Assert.Equal(backbone.Architecture.StageNames, backbone.LayerGroups.Select(g => g.Name));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Logits_OfAPictureAlone_EqualThoseInABatch(string name, int size)
    {
        var model = Model(name, 1);
        var together = model.Forward(Batch(3, size));
        for (var i = 0; i < 3; i++)
        {
            var alone = model.Forward(new(Batch(3, size).Values.narrow(0, i, 1)));
            Assert.True(allclose(alone[0], together[i], rtol: 1e-4, atol: 1e-4), $"picture {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_InTwoParts_EqualsTheWhole(string name, int size)
    {
        var model = Model(name, 1);
        var groups = model.LayerGroups.Count;
        using var guard = no_grad();
        var whole = model.Forward(Batch(2, size)).data<float>().ToArray();
        for (var boundary = 0; boundary <= groups; boundary++)
            Assert.Equal(whole, model.Forward(model.Forward(Batch(2, size), 0, boundary), boundary, groups).Values.data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Weights_SavedAndLoadedIntoAnother_GiveTheSameLogits(string name, int size)
    {
        using var folder = new TempFolder();
        var (model, other) = (Model(name, 1), Model(name, 2));
        var path = Path.Combine(folder.Root, "model.safetensors");
        SafetensorsWriter.Write(path, model.state_dict());
        using var file = SafetensorsReader.Open(path);
        using var guard = no_grad();
        Assert.NotEqual(model.Forward(Batch(2, size)).data<float>().ToArray(), other.Forward(Batch(2, size)).data<float>().ToArray());
        StateDict.Load(other, file.ReadAll(), path);
        Assert.Equal(model.Forward(Batch(2, size)).data<float>().ToArray(), other.Forward(Batch(2, size)).data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Step_OnABatch_LowersItsLoss(string name, int size)
    {
        var model = Model(name, 1);
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0);
        freezing.Apply(FineTuningSchedule.ByName("full-fine-tuning").Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        model.eval(); // without dropout, so that the two losses compare
        var before = Step(model, freezing, size);
        var after = Loss(model, size).ToDouble();
        Assert.True(after < before, $"{before} before, {after} after the step");
    }

    [Theory]
    [InlineData("resnet20-cifar", 16, "feature-extraction")]
    [InlineData("resnet20-cifar", 16, "gradual-unfreezing")]
    [InlineData("resnet20-cifar", 16, "freeze-then-unfreeze")]
    [InlineData("efficientnet-lite0", 64, "feature-extraction")]
    [InlineData("mobilenet_v2", 64, "last-groups")]
    [InlineData("inception_v3", 112, "last-groups")]
    [InlineData("xception", 72, "feature-extraction")]
    public void FrozenGroups_AfterSteps_AreBitIdenticalWithTheirStatisticsAndTheOthersDiffer(string name, int size, string schedule)
    {
        var model = Model(name, 1);
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.1);
        foreach (var phase in FineTuningSchedule.ByName(schedule).Resolve(model.GroupNames, model.PretrainedGroups))
        {
            freezing.Apply(phase);
            var before = model.LayerGroups.Select(TensorHash.Of).ToArray();
            for (var step = 0; step < 2; step++) Step(model, freezing, size);
            for (var group = 0; group < before.Length; group++)
                Assert.Equal(phase.IsFrozen(group), before[group] == TensorHash.Of(model.LayerGroups[group]));
        }
    }

    private static ImageBackbone Create(string name, long seed)
    {
        manual_seed(seed);
        return ImageArchitecture.ByName(name).Create(isPretrained: true);
    }

    private static ClassificationModel Model(string name, long seed)
    {
        var backbone = Create(name, seed);
        var model = new ClassificationModel(backbone, new Head(backbone.FeatureSize, Classes, new HeadOptions { Dropout = 0.1 }));
        model.eval();
        return model;
    }

    private static Activations Batch(int count, int size)
    {
        var places = arange(count * 3 * size * size).to(float32);
        return new((sin(places * 0.37) + (cos(places * 0.0011) * 0.5)).view(count, 3, size, size));
    }

    private static double Step(ClassificationModel model, FreezeController freezing, int size)
    {
        using var inner = NewDisposeScope();
        freezing.SetRate(1e-5); // fifty layers in eval mode answer to more with a leap
        freezing.ZeroGrad();
        var loss = Loss(model, size);
        loss.backward();
        freezing.Step();
        return loss.ToDouble();
    }

    private static Tensor Loss(ClassificationModel model, int size) => nn.functional.cross_entropy(model.Forward(Batch(3, size)), tensor([0L, 1, 1])); // not in balance, or a network whose features vanish would have nothing to learn
}
