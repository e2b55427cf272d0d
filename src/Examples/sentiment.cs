#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;

// Reviews, divided so that near-duplicates stay on one side.
var reviews = DatasetSplitter.Split(TextDataset.Load("corpora/sentiment.csv"), new() { Seed = 1 });

// What suits sentiment, on vectors of words that were learned from other texts.
using var vectors = WordVectors.Open("embeddings/glove-100d-sample.vectors");
using var classifier = TextClassifier.Create(reviews.Train, vectors, TaskPreset.Sentiment.Classifier);
classifier.Train(reviews.Train, reviews.Validation, TaskPreset.Sentiment.Training);
Console.WriteLine($"accuracy {classifier.Evaluate(reviews.Test).Accuracy:F2}: {classifier.Predict("Wonderful, I loved every minute of it").Label}");
