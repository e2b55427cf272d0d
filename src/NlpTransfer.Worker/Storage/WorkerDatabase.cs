using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NlpTransfer.Worker.Storage;

/// <summary>The tables of jobs and models, in SQL that SQLite and PostgreSQL both understand. Times are milliseconds since 1970, truths are 0 and 1.</summary>
internal sealed class WorkerDatabase : IAsyncDisposable
{
    private const long SchemaLock = 0x6e6c70;

    private static readonly string[] Schema =
    [
        """
        CREATE TABLE IF NOT EXISTS nt_jobs (
            id TEXT PRIMARY KEY, client_key TEXT UNIQUE, name TEXT NOT NULL, spec TEXT NOT NULL, device TEXT NOT NULL, memory BIGINT NOT NULL, priority INTEGER NOT NULL,
            state TEXT NOT NULL, reason TEXT NOT NULL, changes INTEGER NOT NULL, paused INTEGER NOT NULL, wanted TEXT NOT NULL, failures INTEGER NOT NULL,
            token BIGINT NOT NULL, worker TEXT NOT NULL, lease_until BIGINT NOT NULL, not_before BIGINT NOT NULL,
            created BIGINT NOT NULL, queued BIGINT NOT NULL, started BIGINT, ended BIGINT, result TEXT, files_removed INTEGER NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS nt_jobs_state ON nt_jobs (state, priority, queued)",
        """
        CREATE TABLE IF NOT EXISTS nt_job_changes (
            job_id TEXT NOT NULL, seq INTEGER NOT NULL, at BIGINT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, worker TEXT NOT NULL, PRIMARY KEY (job_id, seq))
        """,
        "CREATE TABLE IF NOT EXISTS nt_models (name TEXT NOT NULL, version INTEGER NOT NULL, job_id TEXT, created BIGINT NOT NULL, PRIMARY KEY (name, version))",
        "CREATE TABLE IF NOT EXISTS nt_promotions (name TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (name, seq))",
    ];

    private readonly DbDataSource source;
    private readonly bool isPostgres;

    private WorkerDatabase(DbDataSource source, bool isPostgres) => (this.source, this.isPostgres) = (source, isPostgres);

    /// <summary>The connection string of the SQLite file that Quartz keeps its own tables in.</summary>
    public static string QuartzFile(WorkerOptions options) => Sqlite(Path.Combine(options.Folder, "schedule.db"));

    public static WorkerDatabase Open(WorkerOptions options)
    {
        if (options.Store.Postgres is { } connection) return new(NpgsqlDataSource.Create(connection), isPostgres: true);
        Directory.CreateDirectory(options.Folder);
        return new(SqliteFactory.Instance.CreateDataSource(Sqlite(Path.Combine(options.Folder, "jobs.db"))), isPostgres: false);
    }

    /// <summary>Makes the tables that are missing, and does <paramref name="more"/> while no other worker does the same.</summary>
    public async Task PrepareAsync(Func<Task> more, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await ExecuteAsync(connection, null, isPostgres ? $"SELECT pg_advisory_lock({SchemaLock})" : "PRAGMA journal_mode = WAL", []);
        foreach (var statement in Schema) await ExecuteAsync(connection, null, statement, []);
        await more();
        if (isPostgres) await ExecuteAsync(connection, null, $"SELECT pg_advisory_unlock({SchemaLock})", []);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] arguments)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = Command(connection, null, sql, arguments);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Runs statements in one transaction: the first must change a row, or nothing is done.</summary>
    /// <returns>Whether the first changed a row.</returns>
    public async Task<bool> ChangeAsync(string first, string? second, params (string Name, object? Value)[] arguments)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await ExecuteAsync(connection, transaction, first, arguments) == 0) return false;
        if (second is not null) await ExecuteAsync(connection, transaction, second, arguments);
        await transaction.CommitAsync();
        return true;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static string Sqlite(string file)
    {
        SqliteLibrary.Load();
        return new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
    }

    private static async Task<int> ExecuteAsync(DbConnection connection, DbTransaction? transaction, string sql, (string Name, object? Value)[] arguments)
    {
        await using var command = Command(connection, transaction, sql, arguments);
        return await command.ExecuteNonQueryAsync();
    }

    // Only the arguments that occur: PostgreSQL wants the type of each to follow from the statement.
    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, (string Name, object? Value)[] arguments)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in arguments.Where(a => sql.Contains($"@{a.Name}", StringComparison.Ordinal)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{name}", value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
