#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

// Two questions in one: what the news is about, and whether it has figures. In a file: labels with a separator between them.
var news = TextDataset.Load("corpora/topic.csv");
var data = TextDataset.Create(news.Select(e => e with { Labels = e.Text.Any(char.IsDigit) ? [e.Label!, "figures"] : e.Labels }));
var split = DatasetSplitter.Split(data, new() { Seed = 1 });

using var vectors = WordVectors.Open("embeddings/glove-100d-sample.vectors");
using var classifier = TextClassifier.Create(split.Train, vectors, new() { Problem = ProblemType.MultiLabel });
classifier.Train(split.Train, split.Validation, new() { Schedule = FineTuningSchedule.FreezeThenUnfreeze(6, 6) });

var metrics = classifier.Evaluate(split.Test);
Console.WriteLine($"micro F1 {metrics.MicroF1:F2}, figures from {classifier.Rule.ThresholdOf("figures"):F2} on");
Console.WriteLine(string.Join(" + ", classifier.Predict("The bank cut 400 jobs after its profit fell").Labels));
