#:property PublishAot=false
#:project ../NlpTransfer/NlpTransfer.csproj
using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.FineTuning;
using NlpTransfer.Training;

// Gradual unfreezing by hand: a phase says which groups train, how fast, and for how long; what it does not name is frozen.
var schedule = new FineTuningSchedule("by hand",
[
    new Phase { Name = "new layers", Groups = [new(GroupSelector.Parse("new"))], Length = PhaseLength.Epochs(2) },
    new Phase { Name = "everything", Groups = [new(GroupSelector.All, 0.3), new(GroupSelector.Parse("head"))], Length = PhaseLength.Epochs(2), RateDecay = 2.6 },
]);

var split = DatasetSplitter.Split(TextDataset.Load("corpora/sms-spam.csv"), new() { Seed = 1 });
using var vectors = WordVectors.Open("embeddings/glove-100d-sample.vectors");
using var classifier = TextClassifier.Create(split.Train, vectors, new() { Backbone = new CnnOptions { FiltersPerWidth = 16 } });
classifier.Train(split.Train, split.Validation, new TrainingOptions { Schedule = schedule }, [new Watch()]);
Console.WriteLine($"accuracy {classifier.Evaluate(split.Test).Accuracy:F2}");

internal sealed class Watch : ITrainingCallback
{
    public void OnPhaseStart(PhaseStart phase) => Console.WriteLine($"{phase.Phase.Name}: {(phase.FrozenParameters > phase.TrainableParameters ? "most is frozen" : "most trains")}");
}
