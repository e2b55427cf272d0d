// What an outside project does with the package: its built-in data, a training, a model on disk; and tensors.
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

TextDataset data = TextDataset.Load(NlpTransferPaths.Default().FindBuiltIn("corpora/topic.csv")!);
DatasetSplit split = DatasetSplitter.Split(data);
using WordVectors vectors = WordVectors.Open(new CatalogueStore().Get("glove-100d-sample"));

using var classifier = TextClassifier.Create(split.Train, vectors, new TextClassifierOptions { Backbone = new PoolingOptions() });
classifier.Train(split.Train, split.Validation, new TrainingOptions { Schedule = FineTuningSchedule.FeatureExtraction(10), LearningRate = 0.02 });
classifier.Save("model");

using TextClassifier loaded = TextClassifier.Load("model");
Console.WriteLine($"{data.Count} texts of {string.Join(", ", loaded.LabelNames)}");
Console.WriteLine(loaded.Predict("The striker scored twice and the match was won.").Label);
Console.WriteLine(loaded.Evaluate(split.Test).Accuracy > 0.7 ? "has learned" : "has not learned");
Console.WriteLine(TorchSharp.torch.ones(2, 3).sum().item<float>());
