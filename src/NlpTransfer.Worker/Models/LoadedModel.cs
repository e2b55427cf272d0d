using NlpTransfer.Classifiers;
using NlpTransfer.Data;

namespace NlpTransfer.Worker.Models;

/// <summary>A version of a model in memory, over texts or over pictures.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly IDisposable classifier;
    private readonly BatchQueue<string, Prediction> queue;

    private LoadedModel(IDisposable classifier, IReadOnlyList<string> labels, bool readsPictures, Func<IReadOnlyList<string>, IReadOnlyList<Prediction>> predict, int most, Action<int> whenRun)
    {
        (this.classifier, Labels, ReadsPictures) = (classifier, labels, readsPictures);
        queue = new(predict, most, whenRun);
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether its inputs are files of pictures.</summary>
    public bool ReadsPictures { get; }

    public static LoadedModel Load(string folder, int most, Action<int> whenRun)
    {
        if (ImageClassifier.IsSavedIn(folder))
        {
            var pictures = ImageClassifier.Load(folder);
            return new(pictures, pictures.LabelNames, true, files => pictures.Predict(ImageDataset.FromFiles(files)), most, whenRun);
        }
        var texts = TextClassifier.Load(folder);
        return new(texts, texts.LabelNames, false, inputs => texts.Predict(inputs), most, whenRun);
    }

    public Task<IReadOnlyList<Prediction>> PredictAsync(IReadOnlyList<string> inputs) => queue.AskAsync(inputs);

    /// <summary>Answers what waits, then lets the classifier go.</summary>
    public void Dispose()
    {
        queue.Dispose();
        classifier.Dispose();
    }
}
