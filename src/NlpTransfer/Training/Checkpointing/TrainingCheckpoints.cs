namespace NlpTransfer.Training;

/// <summary>
/// Where a training keeps its checkpoints, and whether it begins or continues. A training that is continued ends with the same
/// weights, to the bit, as one that was never stopped, on the same machine with the same number of threads.
/// </summary>
public sealed class TrainingCheckpoints
{
    private TrainingCheckpoints(string folder, CheckpointOptions? options, bool continues, bool allowChanges)
    {
        Options = options ?? new();
        OptionsException.ThrowIfAny(nameof(CheckpointOptions), Options.Validate());
        (Folder, Continues, AllowChanges) = (folder, continues, allowChanges);
    }

    public string Folder { get; }

    public CheckpointOptions Options { get; }

    /// <summary>Further facts that must be the same when training continues, such as the data's hash, by names that people can read.</summary>
    public IDictionary<string, string> Identity { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal bool Continues { get; }

    internal bool AllowChanges { get; }

    /// <summary>For a training that begins.</summary>
    /// <param name="folder">Made when training begins; must hold no checkpoints.</param>
    /// <exception cref="CheckpointException">The folder holds checkpoints.</exception>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static TrainingCheckpoints Create(string folder, CheckpointOptions? options = null)
    {
        var checkpoints = new TrainingCheckpoints(folder, options, continues: false, allowChanges: false);
        if (new CheckpointStore(folder, checkpoints.Options).Entries.Count > 0)
            throw new CheckpointException($"{folder} holds the checkpoints of another training. Continue that one, choose another folder, or remove it.");
        return checkpoints;
    }

    /// <summary>For a training that continues from its newest checkpoint; where there is none yet, it begins, and says so.</summary>
    /// <param name="allowChanges">Whether to continue although data or options are other ones than before.</param>
    /// <exception cref="OptionsException">The options have faults.</exception>
    public static TrainingCheckpoints Continue(string folder, CheckpointOptions? options = null, bool allowChanges = false) =>
        new(folder, options, continues: true, allowChanges);
}
