using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NlpTransfer.Worker.Jobs;

/// <summary>A row of the store as a job.</summary>
internal static class JobRow
{
    public static string Word(JobState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    public static JobState State(string word) => Enum.Parse<JobState>(word, ignoreCase: true);

    public static Job Read(DbDataReader row) => new()
    {
        Id = Text(row, "id"),
        Name = Text(row, "name"),
        Request = JsonSerializer.Deserialize<JobRequest>(Text(row, "spec"), WorkerJson.Options)!,
        State = State(Text(row, "state")),
        Reason = Text(row, "reason"),
        IsPaused = Number(row, "paused") == 1,
        Failures = (int)Number(row, "failures"),
        Token = Number(row, "token"),
        Worker = Text(row, "worker"),
        Memory = Number(row, "memory"),
        Created = Time(Number(row, "created")),
        Started = OptionalTime(row, "started"),
        Ended = OptionalTime(row, "ended"),
        NotBefore = Number(row, "not_before") is > 0 and var ms ? Time(ms) : null,
        Result = row["result"] is string json ? JsonNode.Parse(json) : null,
        FilesRemoved = Number(row, "files_removed") == 1,
    };

    public static JobChange ReadChange(DbDataReader row) => new((int)Number(row, "seq"), Time(Number(row, "at")), State(Text(row, "state")), Text(row, "reason"), Text(row, "worker"));

    private static string Text(DbDataReader row, string column) => (string)row[column];

    private static long Number(DbDataReader row, string column) => Convert.ToInt64(row[column]);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? OptionalTime(DbDataReader row, string column) => row[column] is DBNull ? null : Time(Number(row, column));
}
