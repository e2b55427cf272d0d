using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.FineTuning;
using NlpTransfer.Heads;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

/// <summary>One pass over a task's batches, by our encoder or by the plain one.</summary>
internal static class EncoderPass
{
    /// <summary>Over how many passes we keep what frozen layers gave; its computation is shared among them.</summary>
    public const int KeptPasses = 3;

    private const double Rate = 1e-4, WeightDecay = 0.01;

    /// <summary>What runs one pass, and how many passes one call stands for.</summary>
    public static (Action Run, int Passes) Ours(EncoderTask task, TextClassifier classifier)
    {
        var (model, batches) = (classifier.Model, EncoderTexts.Batches(task, classifier.Preprocessor, plain: false));
        if (task.Job == EncoderJob.Rounded) classifier.ComputeIn(InferencePrecision.BFloat16);
        if (task.Job is EncoderJob.Inference or EncoderJob.Rounded) return (() => Predict(batches, b => model.Forward(b)), 1);
        var freezing = new FreezeController(model, model.LayerGroups, WeightDecay);
        var recomputed = task.Job == EncoderJob.Recomputed ? new RecomputedPass(model, CPU) : null;
        freezing.Apply(Schedule(task.Job).Resolve(model.GroupNames, model.PretrainedGroups)[0]);
        if (task.Job is EncoderJob.Full or EncoderJob.Recomputed) return (() => Epoch(batches, 0), 1);
        return (() =>
        {
            using var scope = NewDisposeScope();
            Activations[] kept = [.. batches.Select(b => model.Forward(b, 0, freezing.FrozenPrefix))];
            for (var pass = 0; pass < KeptPasses; pass++) Epoch(kept, freezing.FrozenPrefix);
        }, KeptPasses);

        void Epoch(IReadOnlyList<Activations> inputs, int from)
        {
            foreach (var batch in inputs)
            {
                using var scope = NewDisposeScope();
                freezing.SetRate(Rate);
                freezing.ZeroGrad();
                if (recomputed is null) Loss(model.Forward(batch, from)).backward();
                else recomputed.Backward(Loss(recomputed.Forward(batch, from).Values));
                nn.utils.clip_grad_norm_(freezing.TrainableParameters, 1);
                freezing.Step();
            }
        }
    }

    /// <summary>The same the plain way: random batches, nothing kept.</summary>
    public static (Action Run, int Passes) Plain(EncoderTask task, TextClassifier classifier)
    {
        var batches = EncoderTexts.Batches(task, classifier.Preprocessor, plain: true);
        var model = new PlainBert(((EncoderBackbone)classifier.Model.Backbone).Config, classifier.LabelNames.Count);
        if (task.Job == EncoderJob.Inference)
        {
            model.eval();
            return (() => Predict(batches, b => model.Logits(b.Values, b.Mask!)), 1);
        }
        if (task.Job != EncoderJob.Full) model.TrainTop(task.Job == EncoderJob.Head ? 0 : 2);
        var trainable = model.parameters().Where(p => p.requires_grad).ToArray();
        var optimizer = new PlainAdamW(trainable, WeightDecay);
        return (() =>
        {
            foreach (var batch in batches)
            {
                using var scope = NewDisposeScope();
                Loss(model.Logits(batch.Values, batch.Mask!)).backward();
                nn.utils.clip_grad_norm_(trainable, 1);
                optimizer.Step(Rate);
            }
        }, 1);
    }

    private static FineTuningSchedule Schedule(EncoderJob job) => job switch
    {
        EncoderJob.Full or EncoderJob.Recomputed => FineTuningSchedule.FullFineTuning(),
        EncoderJob.LastTwo => FineTuningSchedule.LastGroups(3),
        _ => FineTuningSchedule.FeatureExtraction(),
    };

    private static Tensor Loss(Tensor logits) => nn.functional.cross_entropy(logits, arange(logits.shape[0], dtype: ScalarType.Int64).remainder(2));

    private static void Predict(IEnumerable<Activations> batches, Func<Activations, Tensor> logits)
    {
        using var guard = no_grad();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            logits(batch);
        }
    }
}
