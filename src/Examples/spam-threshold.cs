#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

// Settings that suit spam, and a promise: of the messages called spam, at least 90 % shall be, on validation data.
var split = DatasetSplitter.Split(TextDataset.Load("corpora/sms-spam.csv"), new() { Seed = 1 });
var task = TaskPreset.Spam;
using var vectors = WordVectors.Open("embeddings/glove-100d-sample.vectors");
using var classifier = TextClassifier.Create(split.Train, vectors, task.Classifier);
var decisions = new DecisionOptions { Calibrate = true, Goal = ThresholdGoal.RecallAtPrecision(0.9) };
var schedule = FineTuningSchedule.FreezeThenUnfreeze(10, 10); // a pass over a few hundred messages has only a dozen steps
var result = classifier.Train(split.Train, split.Validation, task.Training with { Decisions = decisions, Schedule = schedule });

var found = result.Decision!.Thresholds[0];
Console.WriteLine($"{found.Label} from {found.Threshold:F2} on: precision {found.Precision:F2}, recall {found.Recall:F2}");
var test = classifier.Evaluate(split.Test).PerClass["spam"];
Console.WriteLine($"on texts that nothing was chosen by: precision {test.Precision:F2}, recall {test.Recall:F2}");
