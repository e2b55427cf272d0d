namespace NlpTransfer.Embeddings;

/// <summary>How catalogue entries are fetched.</summary>
public sealed record CatalogueStoreOptions
{
    private const string OfflineVariable = "NLPTRANSFER_OFFLINE";

    /// <summary>True makes any use of the network an error. <value>true where NLPTRANSFER_OFFLINE is set to anything but 0, else false</value></summary>
    public bool Offline { get; init; } = Environment.GetEnvironmentVariable(OfflineVariable) is not (null or "" or "0");

    /// <summary>The npm program: a name that is looked for in PATH, or a path. <value>npm</value></summary>
    public string NpmCommand { get; init; } = "npm";

    /// <summary>How long npm may take for one package; more than zero. <value>15 minutes</value></summary>
    public TimeSpan NpmTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <exception cref="OptionsException">All faults at once.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(NpmCommand))
        {
            faults.Add($"{nameof(NpmCommand)} must name a program, was empty.");
        }

        if (NpmTimeout <= TimeSpan.Zero)
        {
            faults.Add($"{nameof(NpmTimeout)} must be more than zero, was {NpmTimeout}.");
        }

        OptionsException.ThrowIfAny(nameof(CatalogueStoreOptions), faults);
    }
}
