#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;

var news = DatasetSplitter.Split(TextDataset.Load("corpora/topic.csv"), new() { Seed = 1 });
using var classifier = TextClassifier.FromPretrained("minilm", news.Train.LabelNames);
classifier.Train(news.Train, news.Validation, new() { LearningRate = 1e-4, Schedule = FineTuningSchedule.FullFineTuning(2) });
Console.WriteLine($"accuracy {classifier.Evaluate(news.Test).Accuracy:F2}: {classifier.Predict("She won the title in extra time").Label}");
