namespace NlpTransfer.Hub;

/// <summary>Where models are fetched from, and with how much patience.</summary>
public sealed record HubOptions
{
    private const string EndpointVariable = "HF_ENDPOINT", TokenVariable = "HF_TOKEN", OfflineVariable = "NLPTRANSFER_OFFLINE";

    /// <summary>The hub's base address; <c>https</c>, or <c>http</c> within a network of your own, where no token is sent along except to this machine.</summary>
    /// <value>HF_ENDPOINT where it is set, else https://huggingface.co</value>
    public string Endpoint { get; init; } = Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 } stated ? stated : "https://huggingface.co";

    /// <summary>What is sent as a bearer token, to the hub alone; null for none.</summary>
    /// <value>HF_TOKEN</value>
    public string? Token { get; init; } = Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? token : null;

    /// <summary>True makes any use of the network an error.</summary>
    /// <value>true where NLPTRANSFER_OFFLINE is set to anything but 0, else false</value>
    public bool Offline { get; init; } = Environment.GetEnvironmentVariable(OfflineVariable) is not (null or "" or "0");

    /// <summary>Failures in a row, none of which brought a byte, that end a download.</summary>
    /// <value>5</value>
    public int Attempts { get; init; } = 5;

    /// <summary>How long a connection may bring nothing before it is given up.</summary>
    /// <value>30 seconds</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait after a first failure; each further one in a row doubles it.</summary>
    /// <value>1 second</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most bytes of a model; a larger one is refused before anything is fetched.</summary>
    /// <value>20 GB</value>
    public long MaxBytes { get; init; } = 20_000_000_000;

    /// <summary>Every fault, one sentence each; empty when there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) faults.Add($"Endpoint must be an address that begins with https:// or http://, was '{Endpoint}'.");
        if (Attempts < 1) faults.Add($"Attempts must be at least 1, was {Attempts}.");
        if (StallTimeout <= TimeSpan.Zero) faults.Add($"StallTimeout must be more than zero, was {StallTimeout}.");
        if (RetryDelay < TimeSpan.Zero) faults.Add($"RetryDelay must be at least zero, was {RetryDelay}.");
        if (MaxBytes < 1) faults.Add($"MaxBytes must be at least 1, was {MaxBytes}.");
        return faults;
    }
}
