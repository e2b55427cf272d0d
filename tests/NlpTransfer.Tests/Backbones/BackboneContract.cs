using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones;

/// <summary>The laws of every backbone over token ids. A new one inherits this and supplies itself.</summary>
public abstract class BackboneContract : IDisposable
{
    private const int Classes = 3, LargestId = 20;

    private readonly DisposeScope scope = NewDisposeScope();

    /// <summary>Equal seeds give equal weights. Knows the ids 2 .. <see cref="LargestId"/>.</summary>
    protected abstract Backbone Create(long seed);

    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Features_OfABatch_HaveTheStatedShape()
    {
        var backbone = Create(1);
        backbone.eval();
        Assert.Equal([3, backbone.FeatureSize], backbone.Features(Batch([4, 1, 9])).shape);
    }

    [Fact]
    public void Logits_OfATextAlone_EqualThoseInAPaddedBatch()
    {
        var model = Model(1);
        int[] lengths = [1, 2, 3, 4, 5, 6, 12, 30];
        var together = model.Forward(Batch(lengths));
        for (var i = 0; i < lengths.Length; i++)
        {
            var alone = model.Forward(Batch([lengths[i]]));
            Assert.True(allclose(alone[0], together[i], rtol: 0, atol: 1e-5), $"A text of {lengths[i]} tokens: {Numbers(alone[0])} alone, {Numbers(together[i])} in a batch.");
        }
    }

    [Fact]
    public void Logits_OfAnEmptyText_AreNumbers()
    {
        var logits = Model(1).Forward(Batch([0, 7]));
        Assert.All(logits.data<float>().ToArray(), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Groups_CoverEveryParameterOnce()
    {
        var backbone = Create(1);
        var inGroups = backbone.LayerGroups.SelectMany(g => g.Parameters).Select(p => p.Handle).ToArray();
        Assert.Equal(inGroups.Length, inGroups.Distinct().Count());
        Assert.Equal(backbone.parameters().Select(p => p.Handle).ToHashSet(), inGroups.ToHashSet());
    }

    [Fact]
    public void Forward_InTwoParts_EqualsTheWhole()
    {
        var model = Model(1);
        var groups = model.LayerGroups.Count;
        var whole = model.Forward(Batch([5, 3]));
        for (var boundary = 0; boundary <= groups; boundary++)
        {
            var upper = model.Forward(model.Forward(Batch([5, 3]), 0, boundary), boundary, groups);
            Assert.Equal(whole.data<float>().ToArray(), upper.Values.data<float>().ToArray());
        }
    }

    [Fact]
    public void Weights_SavedAndLoadedIntoAnother_GiveTheSameLogits()
    {
        using var folder = new TempFolder();
        var (model, other) = (Model(1), Model(2));
        var path = Path.Combine(folder.Root, "model.safetensors");
        SafetensorsWriter.Write(path, model.state_dict());
        using var file = SafetensorsReader.Open(path);
        Assert.NotEqual(model.Forward(Batch([5, 3])).data<float>().ToArray(), other.Forward(Batch([5, 3])).data<float>().ToArray());
        StateDict.Load(other, file.ReadAll(), path);
        Assert.Equal(model.Forward(Batch([5, 3])).data<float>().ToArray(), other.Forward(Batch([5, 3])).data<float>().ToArray());
    }

    [Fact]
    public void Step_OnABatch_LowersItsLoss()
    {
        var model = Model(1);
        using var freezing = Freezing(model, "full-fine-tuning");
        model.eval(); // without dropout, so that the two losses compare
        var before = Step(model, freezing);
        var after = Loss(model).ToDouble();
        Assert.True(after < before, $"{before} before, {after} after the step");
    }

    [Theory]
    [InlineData("feature-extraction")]
    [InlineData("last-groups")]
    [InlineData("freeze-then-unfreeze")]
    [InlineData("gradual-unfreezing")]
    public void FrozenGroups_AfterSteps_AreBitIdenticalAndTheOthersDiffer(string schedule)
    {
        var model = Model(1);
        using var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0.1);
        foreach (var phase in FineTuningSchedule.ByName(schedule).Resolve(model.GroupNames, model.PretrainedGroups))
        {
            freezing.Apply(phase);
            var before = model.LayerGroups.Select(TensorHash.Of).ToArray();
            for (var step = 0; step < 3; step++) Step(model, freezing);
            for (var group = 0; group < before.Length; group++)
                Assert.Equal(phase.IsFrozen(group), before[group] == TensorHash.Of(model.LayerGroups[group]));
        }
    }

    private static Activations Batch(int[] lengths)
    {
        var width = Math.Max(1, lengths.Max());
        var ids = new long[lengths.Length * width];
        var mask = new bool[ids.Length];
        for (var i = 0; i < lengths.Length; i++)
            for (var j = 0; j < lengths[i]; j++)
            {
                ids[(i * width) + j] = 2 + ((lengths[i] + (j * 7)) % (LargestId - 1)); // the same tokens, whatever the batch
                mask[(i * width) + j] = true;
            }
        return new(tensor(ids, [lengths.Length, width]), tensor(mask, [lengths.Length, width]));
    }

    private static FreezeController Freezing(ClassificationModel model, string schedule)
    {
        var freezing = new FreezeController(model, model.LayerGroups, weightDecay: 0);
        freezing.Apply(FineTuningSchedule.ByName(schedule).Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        return freezing;
    }

    private static double Step(ClassificationModel model, FreezeController freezing)
    {
        freezing.SetRate(0.01);
        freezing.ZeroGrad();
        var loss = Loss(model);
        loss.backward();
        freezing.Step();
        return loss.ToDouble();
    }

    private static Tensor Loss(ClassificationModel model) => nn.functional.cross_entropy(model.Forward(Batch([6, 9, 2, 5])), tensor([0L, 1, 2, 1]));

    private static string Numbers(Tensor values) => string.Join(" ", values.data<float>().ToArray());

    private ClassificationModel Model(long seed)
    {
        manual_seed(seed);
        var model = new ClassificationModel(Create(seed), new Head(Create(seed).FeatureSize, Classes, new HeadOptions { Dropout = 0.1 }));
        model.eval();
        return model;
    }
}
