using System.Collections.Concurrent;
using NlpTransfer.Classifiers;
using NlpTransfer.Worker.Http;

namespace NlpTransfer.Worker.Models;

/// <summary>Answers with the present version of a model, which it keeps in memory.</summary>
internal sealed class ModelServer(ModelRegistry registry, WorkerOptions options, WorkerMetrics metrics) : IDisposable
{
    private const int MostLoaded = 8, MostInputs = 256, LongestText = 100_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (int Version, long Asked, int Changes)> present = new();
    private readonly Dictionary<(string Name, int Version), Loaded> loaded = [];
    private readonly Lock gate = new();

    /// <summary>Predictions of texts or of pictures.</summary>
    /// <exception cref="JobException">There is no such model, or it reads something else.</exception>
    public async Task<(int Version, IReadOnlyList<Prediction> Predictions, IReadOnlyList<string> Labels)> PredictAsync(string name, PredictBody body)
    {
        var inputs = Check(body);
        var version = await PresentAsync(name);
        using var use = Use(name, version);
        var model = await use.Model;
        if (model.ReadsPictures != body.Images is not null) throw new JobException(JobFault.Invalid, $"The model reads {(model.ReadsPictures ? "pictures; send images" : "texts; send texts")}.");
        if (!model.ReadsPictures) return (version, await model.PredictAsync(inputs), model.Labels);
        using var files = new PictureFiles(inputs);
        try
        {
            return (version, await model.PredictAsync(files.Paths), model.Labels);
        }
        catch (Data.ImageException)
        {
            throw new JobException(JobFault.Invalid, "images: one of them cannot be read as a picture.");
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var one in loaded.Values) one.Retire();
            loaded.Clear();
        }
    }

    private static IReadOnlyList<string> Check(PredictBody body)
    {
        if ((body.Texts ?? body.Images) is not { } inputs || (body.Texts is not null && body.Images is not null)) throw new JobException(JobFault.Invalid, "Give texts, or images in base64.");
        if (inputs.Count is 0 or > MostInputs) throw new JobException(JobFault.Invalid, $"Give 1 to {MostInputs} inputs, not {inputs.Count}.");
        if (inputs.Any(i => i is null)) throw new JobException(JobFault.Invalid, "An input is null.");
        if (body.Texts is not null && inputs.Any(t => t.Length > LongestText)) throw new JobException(JobFault.Invalid, $"A text has more than {LongestText} characters.");
        return inputs;
    }

    // What this process changed is seen at once, what another worker changed within a second.
    private async Task<int> PresentAsync(string name)
    {
        var changes = registry.Changes; // before asking, so that a change meanwhile is asked for again
        if (present.TryGetValue(name, out var known) && known.Changes == changes && options.Time.GetElapsedTime(known.Asked) < Fresh) return known.Version;
        var version = (await registry.GetAsync(name)).Present ?? throw new JobException(JobFault.Conflict, "No version of the model was promoted yet.");
        present[name] = (version, options.Time.GetTimestamp(), changes);
        return version;
    }

    private Loaded.Lease Use(string name, int version)
    {
        lock (gate)
        {
            if (!loaded.TryGetValue((name, version), out var model))
            {
                foreach (var old in loaded.Keys.Where(k => k.Name == name).ToArray()) Drop(old);
                if (loaded.Count >= MostLoaded) Drop(loaded.MinBy(l => l.Value.LastUsed).Key);
                loaded[(name, version)] = model = new Loaded(Task.Run(() => LoadedModel.Load(registry.Folder(name, version), options.MaxBatch, metrics.Batch)));
            }
            else if (model.HasFailed)
            {
                loaded[(name, version)] = model = new Loaded(Task.Run(() => LoadedModel.Load(registry.Folder(name, version), options.MaxBatch, metrics.Batch)));
            }
            return model.Use(options.Time.GetTimestamp());
        }
    }

    private void Drop((string, int) key)
    {
        loaded[key].Retire();
        loaded.Remove(key);
    }

    /// <summary>A model and who uses it: it goes when it is retired and the last request is answered.</summary>
    private sealed class Loaded(Task<LoadedModel> model)
    {
        private readonly Lock gate = new();
        private int users;
        private bool isRetired;

        public long LastUsed { get; private set; }

        public bool HasFailed => model.IsFaulted;

        public Lease Use(long now)
        {
            lock (gate) users++;
            LastUsed = now;
            return new Lease(this);
        }

        public void Retire()
        {
            lock (gate) isRetired = true;
            LetGo(0);
        }

        private void LetGo(int fewer)
        {
            lock (gate)
            {
                users -= fewer;
                if (users > 0 || !isRetired) return;
            }
            _ = model.ContinueWith(m => m.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }

        public sealed class Lease(Loaded loaded) : IDisposable
        {
            public Task<LoadedModel> Model => loaded.Model;

            public void Dispose() => loaded.LetGo(1);
        }

        private Task<LoadedModel> Model => model;
    }
}
