using System.Net;
using System.Net.Http.Headers;

namespace NlpTransfer.Hub;

/// <summary>Requests to a hub. Follows redirects itself: the token goes to the hub alone, and never from https to http.</summary>
internal sealed class HubConnection : IDisposable
{
    private const int MostRedirects = 5;

    private readonly HubOptions options;
    private readonly Uri endpoint;
    private readonly HttpClient client;

    public HubConnection(HubOptions options)
    {
        this.options = options;
        endpoint = new Uri(options.Endpoint.TrimEnd('/') + "/");
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, ConnectTimeout = options.StallTimeout }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("nlp-transfer", typeof(HubConnection).Assembly.GetName().Version!.ToString(3)));
    }

    /// <summary>The answer's headers; the body is still to be read.</summary>
    /// <param name="path">Below the hub's base address.</param>
    /// <param name="from">The first byte that is wanted.</param>
    /// <param name="cancellation">Ends it; a server that says nothing for too long ends as <see cref="TimeoutException"/>.</param>
    /// <exception cref="InvalidDataException">Redirects that lead nowhere, or away from https.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, long from, CancellationToken cancellation)
    {
        var address = new Uri(endpoint, path);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var response = await Patience.WithinAsync(options.StallTimeout, address.Host, stop => client.SendAsync(Request(address, from), HttpCompletionOption.ResponseHeadersRead, stop), cancellation).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)) return response;
            var next = response.Headers.Location is { } location ? new Uri(address, location) : throw new InvalidDataException($"{address} redirects, and does not say where to.");
            response.Dispose();
            if (next.Scheme != address.Scheme && next.Scheme != Uri.UriSchemeHttps) throw new InvalidDataException($"{address} redirects to {next.Scheme}://{next.Host}, which is not encrypted; it was not followed.");
            address = next;
        }
        throw new InvalidDataException($"{new Uri(endpoint, path)} redirects more than {MostRedirects} times.");
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(Uri address, long from)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
        var isHub = address.Authority == endpoint.Authority && address.Scheme == endpoint.Scheme;
        if (options.Token is not null && isHub && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        return request;
    }
}
