namespace NlpTransfer.Worker;

/// <summary>Where jobs, schedules and models are recorded: SQLite in the worker's folder, or a PostgreSQL that several workers share.</summary>
public sealed record StoreChoice
{
    private const string PostgresPrefix = "postgres:", SqliteWord = "sqlite";

    private StoreChoice(string? postgres) => Postgres = postgres;

    /// <summary>Two files in the worker's folder.</summary>
    public static StoreChoice Sqlite { get; } = new((string?)null);

    /// <summary>The connection string of the PostgreSQL; null for SQLite.</summary>
    public string? Postgres { get; }

    /// <summary>Reads <c>sqlite</c> or <c>postgres:CONNECTION</c>, such as <c>postgres:Host=db;Database=worker;Username=worker</c>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static StoreChoice Parse(string text) => text switch
    {
        SqliteWord => Sqlite,
        _ when text.StartsWith(PostgresPrefix, StringComparison.Ordinal) && text.Length > PostgresPrefix.Length => new(text[PostgresPrefix.Length..]),
        _ => throw new ArgumentException($"A store must be {SqliteWord} or {PostgresPrefix}CONNECTION, such as postgres:Host=db;Database=worker;Username=worker; was '{(text.StartsWith("postgres", StringComparison.Ordinal) ? "postgres..." : text)}'."),
    };

    /// <inheritdoc/>
    public override string ToString() => Postgres is null ? SqliteWord : "postgres"; // a connection string may hold a password
}
