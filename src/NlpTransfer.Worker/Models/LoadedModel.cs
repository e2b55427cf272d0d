using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Data;
using TorchSharp;

namespace NlpTransfer.Worker.Models;

/// <summary>A version of a model in memory, over texts or over pictures.</summary>
internal sealed class LoadedModel : IDisposable
{
    private const int Slack = 24; // characters: a few tokens more cost less than a run of their own

    private static readonly int AllCores = torch.get_num_threads(); // before any thread is told otherwise

    private readonly IDisposable classifier;
    private readonly BatchQueue<string, Prediction> queue;

    private LoadedModel(IDisposable classifier, IReadOnlyList<string> labels, bool readsPictures, Func<IReadOnlyList<string>, IReadOnlyList<Prediction>> predict, int threads, int most, Action<int> whenRun)
    {
        (this.classifier, Labels, ReadsPictures) = (classifier, labels, readsPictures);
        queue = new(predict, most, whenRun, begin: () => torch.set_num_threads(threads));
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether its inputs are files of pictures.</summary>
    public bool ReadsPictures { get; }

    public static LoadedModel Load(string folder, int most, Action<int> whenRun)
    {
        if (ImageClassifier.IsSavedIn(folder))
        {
            var pictures = ImageClassifier.Load(folder);
            return new(pictures, pictures.LabelNames, true, files => pictures.Predict(ImageDataset.FromFiles(files)), AllCores, most, whenRun);
        }
        var texts = TextClassifier.Load(folder);
        // A run over word vectors is too short to be worth dividing; the other cores are busy with requests.
        var threads = texts.Model.Backbone is EncoderBackbone ? AllCores : 1;
        return new(texts, texts.LabelNames, false, inputs => PredictByLength(texts, inputs), threads, most, whenRun);
    }

    /// <summary>Ends of groups, shortest first, in which no length is more than half as much again as the first: a short text is not padded to a long one's length.</summary>
    /// <param name="lengths">In rising order.</param>
    internal static IEnumerable<int> Cuts(IReadOnlyList<int> lengths)
    {
        for (int start = 0, i = 1; i <= lengths.Count; i++)
        {
            if (i < lengths.Count && lengths[i] <= (lengths[start] * 3 / 2) + Slack) continue;
            yield return i;
            start = i;
        }
    }

    public Task<IReadOnlyList<Prediction>> PredictAsync(IReadOnlyList<string> inputs) => queue.AskAsync(inputs);

    private static IReadOnlyList<Prediction> PredictByLength(TextClassifier classifier, IReadOnlyList<string> inputs)
    {
        int[] order = [.. Enumerable.Range(0, inputs.Count).OrderBy(i => inputs[i].Length)];
        var (answers, start) = (new Prediction[inputs.Count], 0);
        foreach (var end in Cuts([.. order.Select(i => inputs[i].Length)]))
        {
            var group = order[start..end];
            var predictions = classifier.Predict(group.Select(i => inputs[i]));
            for (var i = 0; i < group.Length; i++) answers[group[i]] = predictions[i];
            start = end;
        }
        return answers;
    }

    /// <summary>Answers what waits, then lets the classifier go.</summary>
    public void Dispose()
    {
        queue.Dispose();
        classifier.Dispose();
    }
}
