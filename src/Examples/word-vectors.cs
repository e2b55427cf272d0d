#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

// Labelled text, divided so that near-duplicates stay on one side.
var data = TextDataset.Load("corpora/sms-spam.csv");
var parts = DatasetSplitter.Split(data, new SplitOptions { Seed = 1 });

// Kim's CNN over pretrained word vectors: first the new layers on frozen vectors, then everything at half the rate.
using var vectors = WordVectors.Open("embeddings/glove-100d-sample.vectors");
using var classifier = TextClassifier.Create(parts.Train, vectors, new TextClassifierOptions { Backbone = new CnnOptions { FiltersPerWidth = 64 } });
classifier.Train(parts.Train, parts.Validation, new TrainingOptions { Schedule = FineTuningSchedule.FreezeThenUnfreeze(6, 4, 0.5) });

// What it is worth, and what it says.
var metrics = classifier.Evaluate(parts.Test);
Console.WriteLine($"accuracy {metrics.Accuracy:F3}, macro F1 {metrics.MacroF1:F3}");
classifier.Save("runs/sms");
using var loaded = TextClassifier.Load("runs/sms");
var prediction = loaded.Predict("You have won a prize, text CLAIM to 80082 now");
Console.WriteLine($"{prediction.Label} {prediction.Probability:F2}");
