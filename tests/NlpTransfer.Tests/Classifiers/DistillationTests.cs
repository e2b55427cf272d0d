using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>Students of a saved classifier.</summary>
[Collection(NlpTransfer.Tests.Training.TorchGenerator.Name)]
public sealed class DistillationTests : IDisposable
{
    private readonly TempFolder temporary = new();
    private readonly TextClassifier teacher;

    public DistillationTests()
    {
        var data = Texts(Enumerable.Range(0, 30), labelled: true);
        teacher = TextClassifier.Create(data, null, Options);
        teacher.Train(data, options: new TrainingOptions { Schedule = FineTuningSchedule.FullFineTuning(20), LearningRate = 0.02 });
    }

    public void Dispose()
    {
        teacher.Dispose();
        temporary.Dispose();
    }

    // Every text has one word that says its class; there are 30 such words a class.
    private static TextDataset Texts(IEnumerable<int> words, bool labelled) => TextDataset.Create(
        words.SelectMany((w, i) => new[] { "good", "bad" }.Select(l => new TextExample($"the {l}{w} thing", null, labelled ? [l] : [], null, new("made", i + 1)))), ["bad", "good"]);

    private static TextClassifierOptions Options => new() { Backbone = new PoolingOptions(), Head = new() { Dropout = 0 }, Words = new() { MinWordCount = 1, RandomDimension = 16 }, Seed = 1 };

    private static TrainingOptions Training => new() { Schedule = FineTuningSchedule.FullFineTuning(20), LearningRate = 0.02, Patience = null };

    [Fact]
    public void Train_WithTextsThatTheTeacherLabels_KnowsWordsThatNoLabelledTextHas()
    {
        var (few, rest) = (Texts(Enumerable.Range(0, 4), labelled: true), Texts(Enumerable.Range(4, 26), labelled: false));
        var tutor = new TextTeacher(teacher) { Unlabelled = rest };
        using var taught = TextClassifier.Create(tutor.With(few), null, Options);
        using var alone = TextClassifier.Create(tutor.With(few), null, Options);
        taught.Train(few, options: Training, teacher: tutor);
        alone.Train(few, options: Training);
        var test = Texts(Enumerable.Range(4, 26), labelled: true);
        Assert.True(taught.Evaluate(test).Accuracy > 0.95, $"{taught.Evaluate(test).Accuracy}");
        Assert.True(alone.Evaluate(test).Accuracy < 0.75, $"{alone.Evaluate(test).Accuracy}");
    }

    [Fact]
    public void Train_OfAStudentWithItsLabelsInAnotherOrder_LearnsTheSame()
    {
        var data = Texts(Enumerable.Range(0, 6), labelled: true).WithLabelNames(["good", "bad"]);
        var tutor = new TextTeacher(teacher) { Weight = 1 };
        using var student = TextClassifier.Create(data, null, Options);
        student.Train(data, options: Training, teacher: tutor);
        Assert.Equal("good", student.Predict("the good3 thing").Label);
        Assert.Equal("bad", student.Predict("the bad3 thing").Label);
    }

    [Fact]
    public void Train_StoppedAndContinued_ReadsTheTeachersLogitsAndEndsWithTheSameBits()
    {
        var (few, rest) = (Texts(Enumerable.Range(0, 4), labelled: true), Texts(Enumerable.Range(4, 26), labelled: false));
        var tutor = new TextTeacher(teacher) { Unlabelled = rest };
        float[] Run(TrainingRunFolder? run, CancellationTokenSource? stop)
        {
            using var student = TextClassifier.Create(tutor.With(few), null, Options);
            ITrainingCallback[] callbacks = stop is null ? [] : [new Stop(stop)];
            student.Train(few, few, Training, callbacks, stop?.Token ?? default, run, tutor);
            return [.. student.Predict(["the good9 thing", "the bad20 thing"]).SelectMany(p => p.Probabilities).Select(p => (float)p)];
        }
        var expected = Run(null, null);
        var path = Path.Combine(temporary.Root, "run");
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => Run(TrainingRunFolder.Create(path), stop));
        var kept = Path.Combine(path, "teacher.safetensors");
        var written = File.GetLastWriteTimeUtc(kept);
        Assert.Equal(expected, Run(TrainingRunFolder.Open(path), null));
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept)); // read, not made anew
        var other = Assert.Throws<CheckpointException>(() =>
        {
            using var student = TextClassifier.Create(tutor.With(few), null, Options);
            student.Train(few, few, Training, run: TrainingRunFolder.Open(path), teacher: tutor with { Temperature = 3 });
        });
        Assert.Contains(other.Differences, d => d == "data teacher_temperature: was 2, is 3");
    }

    [Fact]
    public void Train_WithATeacherOfOtherLabels_NamesThem()
    {
        var data = TextDataset.Create([new("a", "good"), new("b", "ugly")]);
        using var student = TextClassifier.Create(data, null, Options);
        Assert.Contains("must have the student's labels, good, ugly; it has bad, good", Assert.Throws<OptionsException>(() => student.Train(data, teacher: new(teacher))).Message);
        Assert.Equal(["Temperature must be above 0, was 0.", "Weight must be from 0 to 1, was 2."], new TextTeacher(teacher) { Temperature = 0, Weight = 2 }.Validate(["good", "bad"]));
    }

    private sealed class Stop(CancellationTokenSource source) : ITrainingCallback
    {
        public void OnStep(StepReport step)
        {
            if (step.Step == 7) source.Cancel();
        }
    }
}
