using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Http;

public sealed class KeyTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<Role, string> keys = [];
    private HostedWorker worker = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var role in new[] { Role.Read, Role.Submit, Role.Admin }) keys[role] = ApiKeys.Create(folder["keys"], role.ToString(), role);
        worker = await HostedWorker.StartAsync(folder["worker"], o => o with { KeyFile = folder["keys"] });
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("GET", "/v1/jobs", Role.Read)]
    [InlineData("GET", "/metrics", Role.Read)]
    [InlineData("POST", "/v1/models/none:predict", Role.Read)]
    [InlineData("POST", "/v1/jobs", Role.Submit)]
    [InlineData("POST", "/v1/jobs/none:cancel", Role.Submit)]
    [InlineData("POST", "/v1/models/none:rollback", Role.Admin)]
    [InlineData("POST", "/v1/schedules", Role.Admin)]
    public async Task Request_NeedsAKeyOfItsRole(string method, string path, Role needed)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, keys[Role.Admin] + "x"));
        foreach (var (role, key) in keys)
        {
            var status = await SendAsync(method, path, key);
            if (role < needed) Assert.Equal(HttpStatusCode.Forbidden, status);
            else Assert.True(status is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized), $"{role}: {status}");
        }
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/openapi.json")]
    public async Task Health_NeedsNoKey(string path) => Assert.Equal(HttpStatusCode.OK, await SendAsync("GET", path, null));

    [Fact]
    public void KeyFile_HoldsHashesOnly()
    {
        var text = File.ReadAllText(folder["keys"]);
        Assert.All(keys.Values, key => Assert.DoesNotContain(key, text));
        Assert.All(keys.Values, key => Assert.DoesNotContain(key["nt_".Length..], text));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["keys"]));
    }

    [Fact]
    public async Task Dashboard_AsksForAKeyAndKeepsASessionInstead()
    {
        var client = worker.Client.Http;
        var first = await client.GetAsync("/", Stop);
        Assert.Equal("/login", first.Headers.Location?.OriginalString);
        var wrong = await client.PostAsync("/login", new FormUrlEncodedContent([new("key", "nt_wrong")]), Stop);
        Assert.Contains("This is no key", await wrong.Content.ReadAsStringAsync(Stop));
        var right = await client.PostAsync("/login", new FormUrlEncodedContent([new("key", keys[Role.Read])]), Stop);
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain(keys[Role.Read], cookie);
        var page = new HttpRequestMessage(HttpMethod.Get, "/");
        page.Headers.Add("Cookie", cookie.Split(';')[0]);
        var shown = await client.SendAsync(page, Stop);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("id=\"submit\"", await shown.Content.ReadAsStringAsync(Stop)); // a key that may only read
    }

    [Theory]
    [InlineData("0.0.0.0:8080", false, false, "needs API keys")]
    [InlineData("0.0.0.0:8080", true, false, "need encryption")]
    [InlineData("[::]:8080", false, true, "needs API keys")]
    [InlineData("0.0.0.0:8080", true, true, null)]
    [InlineData("127.0.0.1:8080", false, false, null)]
    [InlineData("localhost:0", false, false, null)]
    [InlineData("somewhere", false, false, "must be ADDRESS:PORT")]
    public void Listen_BeyondTheLoopback_NeedsKeysAndEncryption(string listen, bool hasKeys, bool isBehindProxy, string? fault)
    {
        var faults = new ListenOptions { Listen = listen, IsBehindTlsProxy = isBehindProxy }.Validate(hasKeys);
        if (fault is null) Assert.Empty(faults);
        else Assert.Contains(faults, f => f.Contains(fault));
    }

    [Fact]
    public async Task Listen_WithACertificate_SpeaksTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (chain, secret) = (folder.Write("chain.pem", certificate.ExportCertificatePem()), folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem()));
        await using var app = WorkerApp.Build(new WorkerOptions { Folder = folder["tls"] }, new ListenOptions { Listen = "127.0.0.1:0", Certificate = chain, CertificateKey = secret });
        await app.StartAsync(Stop);
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint });
        Assert.StartsWith("https://", app.Urls.Single());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{app.Urls.Single()}/healthz", Stop)).StatusCode);
        await app.StopAsync(Stop);
    }

    private async Task<HttpStatusCode> SendAsync(string method, string path, string? key)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (await worker.Client.Http.SendAsync(request, Stop)).StatusCode;
    }
}
