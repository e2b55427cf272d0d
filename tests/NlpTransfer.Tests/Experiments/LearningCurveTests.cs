using System.Xml.Linq;
using NlpTransfer.Experiments;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Experiments;

public sealed class LearningCurveTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Runs_OfAnExperiment_ArePretrainedAndFromScratchAtEachSize()
    {
        var experiment = TestKeys.Parse("backbone: cnn\nseed: [1, 2]\nlearning-curve: {examples: [10, 20], from-scratch: {learning-rate: 0.01, epochs: 5}}\nepochs: 2\nschedule: last-groups");
        var runs = LearningCurve.Runs(experiment);
        Assert.Equal(["pretrained-10/seed=1", "pretrained-10/seed=2", "from-scratch-10/seed=1", "from-scratch-10/seed=2"], runs.Take(4).Select(r => r.Folder));
        Assert.Equal(8, runs.Count);
        Assert.Contains("--set=training-examples=20", runs[^1].Trial.Arguments(TestKeys.Keys));
        Assert.Equal(
            ["--backbone=cnn", "--seed=1", "--epochs=5", "--schedule=full-fine-tuning", "--set=training-examples=10", "--set=pretrained=false", "--set=learning-rate=0.01"], runs[2].Trial.Arguments(TestKeys.Keys));
        Assert.DoesNotContain(runs[0].Trial.Arguments(TestKeys.Keys), a => a.Contains("pretrained"));
    }

    [Fact]
    public void Measure_FinishedRuns_IsMeanAndDeviationOfEachSize()
    {
        var runs = LearningCurve.Runs(TestKeys.Parse("backbone: cnn\nseed: [1, 2]\nlearning-curve: {examples: [10, 20]}")).Select(r => (r, folder[r.Folder])).ToList();
        foreach (var (run, path) in runs)
            FakeRuns.Write(path, [], 1, FakeRuns.Probabilities(100, i => i < (run.IsPretrained ? 10 : 30) - (run.Trial["seed"] == "2" ? 4 : 0)));
        var points = LearningCurve.Measure(runs);
        Assert.Equal([10, 20], points.Select(p => p.Examples));
        Assert.Equal(0.92, points[0].Pretrained.Mean, 12);
        Assert.Equal(0.72, points[0].FromScratch.Mean, 12);
        Assert.Equal(0.04 / Math.Sqrt(2), points[0].Pretrained.Deviation!.Value, 12);

        var svg = XDocument.Parse(LearningCurve.Svg(points, "accuracy"));
        Assert.Equal(2, svg.Descendants().Count(e => e.Name.LocalName == "polyline"));
        Assert.Contains("from scratch", svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
    }
}
