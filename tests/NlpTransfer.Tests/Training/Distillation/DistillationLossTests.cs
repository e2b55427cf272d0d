using NlpTransfer.Backbones;
using NlpTransfer.Heads;
using NlpTransfer.Tests.FineTuning;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Distillation;

/// <summary>The distillation loss against its formula, computed in doubles.</summary>
public sealed class DistillationLossTests : IDisposable
{
    private static readonly float[] Teacher = [2.5f, -1, 0.5f, -0.3f, 1.5f, 4, 0.1f, 0.2f, -2];

    private static readonly float[] Student = [0.2f, 0.4f, -1, 2, -0.5f, 0.7f, 1, 1.5f, -0.2f];

    private static readonly int[] Labels = [0, 2, -1];

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ClassificationModel model = new(new NormBackbone(), new Head(5, 3));

    public void Dispose()
    {
        model.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.5)]
    [InlineData(4, 0.3)]
    [InlineData(2, 0)]
    public void Loss_IsTheFormula(double temperature, double weight)
    {
        var expected = Enumerable.Range(0, 3).Average(i => Hard(i) * (i < 2 ? 1 - weight : 0) + (i < 2 ? weight : 1) * temperature * temperature * Divergence(i, temperature));
        Assert.Equal(expected, Compute(Loss(temperature, weight), [0, 1, 2]), 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Gradient_OfTheTeachersPart_IsTimesTheDifferenceOfProbabilities(double temperature)
    {
        var logits = tensor(Student, [3, 3], requires_grad: true);
        Loss(temperature, 1).Compute(logits, [0, 1, 2]).backward();
        var found = logits.grad!.data<float>().ToArray();
        for (var i = 0; i < 9; i++)
            Assert.Equal(temperature * (Softmax(Student, i / 3, temperature)[i % 3] - Softmax(Teacher, i / 3, temperature)[i % 3]) / 3, found[i], 5);
    }

    [Fact]
    public void Loss_OfAStudentThatIsTheTeacher_IsThatOfTheLabelsAlone()
    {
        Assert.Equal(0, Loss(3, 1).Compute(tensor(Teacher, [3, 3]), [0, 1, 2]).ToDouble(), 6);
        using var plain = new CrossEntropyLoss(new(), new Taught(null), model, CPU);
        var labels = plain.Compute(tensor(Teacher[..6], [2, 3]), [0, 1]).ToDouble();
        Assert.Equal(labels / 2, Loss(3, 0.5).Compute(tensor(Teacher[..6], [2, 3]), [0, 1]).ToDouble(), 6);
    }

    [Fact]
    public void Loss_WithoutWeightAndUnlabelledExamples_IsCrossEntropy()
    {
        using var plain = new CrossEntropyLoss(new(), new Taught(null), model, CPU);
        var logits = tensor(Student[..6], [2, 3]);
        Assert.Equal(plain.Compute(logits, [0, 1]).ToDouble(), Loss(2, 0).Compute(logits, [0, 1]).ToDouble(), 6);
    }

    [Fact]
    public void Loss_OfABatchInParts_IsThatOfTheWhole()
    {
        var loss = Loss(2, 0.4);
        var parts = (Compute(loss, [0, 2]) * loss.Weight([0, 2]) / 3) + (Compute(loss, [1]) * loss.Weight([1]) / 3);
        Assert.Equal(Compute(loss, [0, 1, 2]), parts, 6);
    }

    [Fact]
    public void Loss_OfSeveralLabels_IsTheMeanOverThem()
    {
        var targets = new SoftTargets(Teacher, 3, 0) { Temperature = 2 };
        using var several = new ClassificationModel(new NormBackbone(), new Head(5, 3), ProblemType.MultiLabel);
        using var loss = new DistillationLoss(new BinaryCrossEntropyLoss(new(), new Taught(targets), several, CPU), targets, several, CPU);
        var expected = 4 * Teacher.Zip(Student).Average(pair => Binary(Sigmoid(pair.First / 2), Sigmoid(pair.Second / 2)));
        Assert.Equal(expected, Compute(loss, [0, 1, 2]), 5);
    }

    [Fact]
    public void Train_OnExamplesOfWhichTheTeacherAloneKnowsTheClass_LearnsIt()
    {
        var texts = new ToyData(80, 1);
        var targets = new SoftTargets([.. texts.Labels.SelectMany(l => l == 1 ? new[] { -2f, 2f } : [2f, -2f])], 2, Labelled: 4);
        var data = new ToyData(80, 1) { Labels = [.. texts.Labels.Select((l, i) => i < 4 ? l : -1)], SoftTargets = targets };
        using var student = NlpTransfer.Tests.Training.Features.FeatureRuns.Model("cnn");
        var options = new TrainingOptions { Schedule = NlpTransfer.FineTuning.FineTuningSchedule.FullFineTuning(12), LearningRate = 0.01, BatchSize = 16, Patience = null };
        var result = new Trainer(student, options, ["no", "yes"]).Train(data, new ToyData(40, 2), TestContext.Current.CancellationToken);
        Assert.True(result.Validation!.Accuracy > 0.75, $"{result.Validation.Accuracy}"); // 0.5 by chance
        var unknown = new ToyData(80, 1) { Labels = data.Labels };
        Assert.Contains("76 of 80 have none", Assert.Throws<ArgumentException>(() => new Trainer(student, options, ["no", "yes"]).Train(unknown)).Message);
    }

    private DistillationLoss Loss(double temperature, double weight)
    {
        var targets = new SoftTargets(Teacher, 3, Labelled: 2) { Temperature = temperature, Weight = weight };
        return new(new CrossEntropyLoss(new(), new Taught(targets), model, CPU), targets, model, CPU);
    }

    private static double Compute(ClassificationLoss loss, int[] batch) =>
        loss.Compute(tensor([.. batch.SelectMany(i => Student[(3 * i)..((3 * i) + 3)])], [batch.Length, 3]), batch).ToDouble();

    private static double Hard(int i) => Labels[i] < 0 ? 0 : -Math.Log(Softmax(Student, i, 1)[Labels[i]]);

    private static double Divergence(int i, double temperature) => Softmax(Teacher, i, temperature).Zip(Softmax(Student, i, temperature)).Sum(p => p.First * Math.Log(p.First / p.Second));

    private static double Binary(double p, double q) => (p * Math.Log(p / q)) + ((1 - p) * Math.Log((1 - p) / (1 - q)));

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Softmax(float[] logits, int row, double temperature)
    {
        var powers = logits[(3 * row)..((3 * row) + 3)].Select(l => Math.Exp(l / temperature)).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }

    private sealed class Taught(SoftTargets? targets) : ITrainingData
    {
        public int Count => 3;

        public IReadOnlyList<int> Lengths => [1, 1, 1];

        public IReadOnlyList<int> Labels => DistillationLossTests.Labels;

        public IReadOnlyList<IReadOnlyList<int>> LabelSets => [[0], [2], []];

        public int Truncated => 0;

        public SoftTargets? SoftTargets => targets;

        public Activations Collate(IReadOnlyList<int> indices, Device device) => throw new NotSupportedException();

        public string Source(int index) => $"{index}";
    }
}
