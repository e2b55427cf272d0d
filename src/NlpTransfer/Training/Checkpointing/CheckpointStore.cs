using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using NlpTransfer.Checkpoints;
using NlpTransfer.Embeddings;
using static TorchSharp.torch;

namespace NlpTransfer.Training;

/// <summary>
/// The folder of a training's checkpoints: <c>000007-step-120</c> is the seventh. Each is written under a temporary name, flushed
/// to the disk, then renamed; names are never used twice, so no moment loses an older one.
/// </summary>
internal sealed partial class CheckpointStore(string folder, CheckpointOptions options)
{
    private const string StateFile = "state.json", Temporary = ".tmp";

    public string Folder => folder;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> Entries => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Where(d => EntryName().IsMatch(Path.GetFileName(d))).OrderByDescending(Path.GetFileName, StringComparer.Ordinal)]
        : [];

    /// <summary>Makes the folder, takes away what a killed process left half written, and makes sure that it can be written to.</summary>
    /// <exception cref="CheckpointException">It cannot.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var left in Directory.EnumerateDirectories(folder, $"*{Temporary}").ToArray()) Directory.Delete(left, recursive: true);
            var probe = Path.Combine(folder, $"probe{Temporary}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"Checkpoints cannot be written to {folder}: {error.Message.TrimEnd('.')}. Those that are there are as they were. Give access, or choose another place.", error);
        }
    }

    /// <summary>Writes one and removes those that are not kept.</summary>
    /// <exception cref="CheckpointException">It could not be written; those before it are as they were.</exception>
    public void Write(TrainingSnapshot snapshot, string model)
    {
        var entries = Entries;
        var number = 1 + (entries.Count == 0 ? 0 : int.Parse(Path.GetFileName(entries[0]).AsSpan(0, 6), CultureInfo.InvariantCulture));
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:000000}-step-{snapshot.State.Progress.Step}"));
        try
        {
            AtomicFolder.Write(path, _ => false, temporary => Fill(temporary, snapshot, model), isReadSoon: false);
            FaultPoint.Pass(FaultPoint.AfterRename);
            Prune();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException) // the last: beyond a limit on the size of files
        {
            throw new CheckpointException($"The checkpoint of step {snapshot.State.Progress.Step} could not be written to {path}: {error.Message.TrimEnd('.')}. {Previous(entries)}", error);
        }
    }

    /// <summary>Every tensor of one file of a checkpoint, by name; empty when there is no such file. The caller owns them.</summary>
    public static Dictionary<string, Tensor> Read(string entry, string file)
    {
        var path = Path.Combine(entry, file);
        if (!File.Exists(path)) return [];
        using var reader = SafetensorsReader.Open(path);
        return reader.ReadAll();
    }

    /// <summary>The state of a checkpoint, all of whose files are as they were written.</summary>
    /// <returns>It, and what the manifest says of the model.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static (CheckpointState State, string Model) Load(string entry)
    {
        var manifest = CheckpointManifest.Load(entry);
        manifest.Check(entry);
        var state = JsonSerializer.Deserialize<CheckpointState>(File.ReadAllText(Path.Combine(entry, StateFile)), CheckpointJson.Indented)
            ?? throw new InvalidDataException($"{StateFile} is empty");
        return (state, manifest.Model);
    }

    private static void Fill(string temporary, TrainingSnapshot snapshot, string model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new Dictionary<string, CheckpointFile>(StringComparer.Ordinal);
        foreach (var (file, tensors) in snapshot.Files)
        {
            SafetensorsWriter.WriteInto(temporary, file, tensors, hash);
            files[file] = CheckpointFile.Written(Path.Combine(temporary, file), hash);
            FaultPoint.Pass(FaultPoint.MidWrite);
        }
        WriteJson(Path.Combine(temporary, StateFile), snapshot.State);
        files[StateFile] = CheckpointFile.Of(Path.Combine(temporary, StateFile));
        var manifest = CheckpointManifest.Create(snapshot.State.Progress.Step, snapshot.IsBest, model, files);
        WriteJson(Path.Combine(temporary, CheckpointManifest.FileName), manifest);
        FaultPoint.Pass(FaultPoint.BeforeRename);
    }

    private static void WriteJson<T>(string path, T value) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, CheckpointJson.Indented));

    private void Prune()
    {
        var entries = Entries;
        var best = options.KeepBest ? entries.FirstOrDefault(IsBest) : null;
        foreach (var entry in entries.Skip(options.KeepLast).Where(e => e != best)) Directory.Delete(entry, recursive: true);
    }

    private static bool IsBest(string entry)
    {
        try
        {
            return CheckpointManifest.Load(entry).IsBest;
        }
        catch (InvalidDataException)
        {
            return false; // damaged: nothing worth keeping
        }
    }

    private static string Previous(IReadOnlyList<string> entries) => entries.Count == 0
        ? "There is none before it. Make room there, or choose another place."
        : $"The one before it, {Path.GetFileName(entries[0])}, is as it was: make room or give access, then resume.";

    [GeneratedRegex(@"^\d{6}-step-\d+$")]
    private static partial Regex EntryName();
}
