using System.Net;

namespace NlpTransfer.Worker;

/// <summary>Where the worker listens.</summary>
public sealed record ListenOptions
{
    /// <summary>An IP address or localhost, and a port; port 0 takes a free one.</summary>
    /// <value>127.0.0.1:8080</value>
    public string Listen { get; init; } = "127.0.0.1:8080";

    /// <summary>A certificate with its chain, in PEM; the worker then speaks TLS itself.</summary>
    public string? Certificate { get; init; }

    /// <summary>Its key, in PEM; null when it is in the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>That a proxy in front of the worker speaks TLS.</summary>
    public bool IsBehindTlsProxy { get; init; }

    /// <summary>Every fault, one sentence each.</summary>
    public IReadOnlyList<string> Validate(bool hasKeys)
    {
        if (Parse() is not { } address) return [$"Listen must be ADDRESS:PORT, such as 127.0.0.1:8080, was '{Listen}'."];
        var faults = new List<string>();
        if (!IPAddress.IsLoopback(address.Address) && !hasKeys) faults.Add($"Listen: {Listen} can be reached from elsewhere, so the worker needs API keys; make one with --new-key NAME:admin and give --keys FILE.");
        if (!IPAddress.IsLoopback(address.Address) && Certificate is null && !IsBehindTlsProxy) faults.Add($"Listen: {Listen} can be reached from elsewhere, so keys and texts need encryption; give --certificate FILE, or say with --tls-by-proxy that a proxy in front does it.");
        faults.AddRange(new[] { Certificate, CertificateKey }.OfType<string>().Where(f => !File.Exists(f)).Select(f => $"Certificate: there is no file '{f}'."));
        return faults;
    }

    internal IPEndPoint Address() => Parse()!;

    private IPEndPoint? Parse() =>
        IPEndPoint.TryParse(Listen.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var address) && Listen.Contains(':') ? address : null;
}
