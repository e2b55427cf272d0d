namespace NlpTransfer.Worker.Jobs;

/// <summary>What somebody wants of a running job.</summary>
internal enum JobWish
{
    None,
    Cancel,
    Pause,
}
