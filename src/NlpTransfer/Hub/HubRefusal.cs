using System.Net;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Hub;

/// <summary>What a hub's refusals mean.</summary>
internal static class HubRefusal
{
    /// <exception cref="CatalogueUnavailableException">Asking again would not help.</exception>
    /// <exception cref="HttpRequestException">It may.</exception>
    public static void ThrowIfFinal(HttpResponseMessage response, string model, string path)
    {
        if (response.IsSuccessStatusCode) return;
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".Trim();
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new CatalogueUnavailableException($"The hub does not give {model} to everyone, or does not have it ({status}). Check the name, accept the model's terms on its page, and set HF_TOKEN to a token that may read it."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new CatalogueUnavailableException($"The hub has no {model} ({status} for {path}). Check its name and revision."),
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.RequestedRangeNotSatisfiable or >= HttpStatusCode.InternalServerError => new HttpRequestException($"the hub answered {status}"),
            _ => new CatalogueUnavailableException($"The hub answered {status} to {path} of {model}."),
        };
    }
}
