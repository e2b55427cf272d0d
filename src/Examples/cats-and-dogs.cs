#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.FineTuning;

// Cats from dogs, or any two folders of pictures, on ImageNet's features: dotnet run src/Examples/cats-and-dogs.cs PICTURES WEIGHTS [EPOCHS]
// PICTURES has one folder a class, WEIGHTS are the published ones of EfficientNet-Lite0.
if (args is not [var pictures, var weights, .. var rest])
{
    Console.Error.WriteLine("Expected a folder of pictures (one folder a class) and a file of EfficientNet-Lite0's weights.");
    return 2;
}
var epochs = rest is [var number] ? int.Parse(number) : 10;
var data = ImageDataset.Load(pictures).Split(new() { Seed = 1 });

// Lightweight: the frozen network runs once over each picture, then a head trains on what it gave, which takes no time at all.
Run("lightweight", FineTuningSchedule.FeatureExtraction(2 * epochs), augmentation: null);

// Standard: pictures change from epoch to epoch and the whole pipeline runs every time, at the end with the last stages trainable.
Run("standard", FineTuningSchedule.FreezeThenUnfreeze(epochs, epochs, 0.1), new AugmentationOptions { MinCropArea = 0.6 });
return 0;

void Run(string name, FineTuningSchedule schedule, AugmentationOptions? augmentation)
{
    using var classifier = ImageClassifier.FromPretrained($"efficientnet-lite0:{weights}", data.Train.LabelNames, new() { Size = 96, ReplaceHead = true });
    var result = classifier.Train(data.Train, data.Validation, new() { Schedule = schedule, LearningRate = 3e-3 }, augmentation);
    Console.WriteLine($"{name}: accuracy {classifier.Evaluate(data.Test).Accuracy:F3} after {result.Duration.TotalSeconds:F0} s");
}
