namespace Coffer.Silo.Options.Kinds;

/// <summary>Where a service is: scheme, host and port. Tokens go there, so it is https, or http on this host.</summary>
internal sealed class EndpointSetting(string key, string flag, params IReadOnlyList<string> variables)
    : TypedSetting<Uri>(key, flag, variables)
{
    public override Uri Read(string text, ICollection<string> faults)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && IsSafe(url) && IsBare(url))
        {
            return url;
        }

        faults.Add("is not the URL of a service; write it as https://host or https://host:port, or with http:// for a loopback address");
        return Default;
    }

    /// <summary>Whether a URL has nothing but scheme, host and port.</summary>
    public static bool IsBare(Uri url) => url is { Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" };

    protected override string Written(Uri value) => value.GetLeftPart(UriPartial.Authority);

    private static bool IsSafe(Uri url) => url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback);
}
