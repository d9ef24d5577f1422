namespace Coffer.Cloud.Aws;

/// <summary>One request to a service of Amazon.</summary>
/// <param name="Server">Who is asked, for messages.</param>
/// <param name="Method">Its method.</param>
/// <param name="Url">Its URL, which holds nothing secret.</param>
internal sealed record AwsCall(string Server, HttpMethod Method, Uri Url)
{
    /// <summary>Fields of a form to be posted; null for no body.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What must not be shown, should the server repeat it.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Namespace of the manifest that names the URL; null when it is the operator's or Amazon's own.</summary>
    public string? ChosenIn { get; init; }

    /// <summary>Whether it is a service of the node or of the container: no proxy reaches it, and it answers at once or never.</summary>
    public bool IsNearby { get; init; }

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Server} ({Method} {Url})";

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Url) { Content = Form is null ? null : new FormUrlEncodedContent(Form) };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
