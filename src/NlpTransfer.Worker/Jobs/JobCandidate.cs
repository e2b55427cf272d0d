using System.Data.Common;

namespace NlpTransfer.Worker.Jobs;

/// <summary>A job that may be up for taking.</summary>
internal sealed record JobCandidate(string Id, long Token, JobState State, JobWish Wish, string Worker, long LeaseUntil, string Device, long Memory)
{
    public static JobCandidate Read(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), JobRow.State(row.GetString(2)), row.GetString(3) switch { "cancel" => JobWish.Cancel, "pause" => JobWish.Pause, _ => JobWish.None },
        row.GetString(4), row.GetInt64(5), row.GetString(6), row.GetInt64(7));

    /// <summary>Whether nobody has it: it waits, or its worker is gone.</summary>
    public bool IsFree(long now) => State == JobState.Queued || LeaseUntil < now || WorkerIdentity.IsGone(Worker);
}
