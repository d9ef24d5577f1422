namespace Coffer.Cloud.Gcp;

/// <summary>One request to a service of Google.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Url">Its URL, which holds nothing secret.</param>
internal sealed record GoogleCall(HttpMethod Method, Uri Url)
{
    /// <summary>The body; null for none.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Access token; null for none.</summary>
    public string? Bearer { get; init; }

    /// <summary>What else must not be shown, should a server repeat it.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Whether it is for the metadata server, which wants to be told that no browser was tricked into asking it.</summary>
    public bool IsForMetadata { get; init; }

    /// <summary>What was asked, for messages.</summary>
    public override string ToString() => $"{Method} {Url}";

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Url) { Content = Content };
        if (Bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", Bearer);
        }

        if (IsForMetadata)
        {
            request.Headers.Add(MetadataServer.Flavor, MetadataServer.Google);
        }

        return request;
    }
}
