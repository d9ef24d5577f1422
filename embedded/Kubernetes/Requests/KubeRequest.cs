namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>A request as the API server understood it. Strings are "" where nothing applies.</summary>
/// <param name="Verb">get, list, watch, create, update, patch, delete, deletecollection; for other paths the HTTP
/// method in lower case.</param>
/// <param name="Group">The API group; "" for the core group.</param>
/// <param name="Version">The API version.</param>
/// <param name="Namespace">The namespace of the path.</param>
/// <param name="Resource">The plural; "" for paths outside the resources.</param>
/// <param name="Name">The object's name; "" for collections.</param>
/// <param name="Subresource">status, token and so on.</param>
/// <param name="ContentType">The body's media type without parameters: it tells an apply from the other patches.</param>
public sealed record KubeRequest(
    string Verb,
    string Group,
    string Version,
    string Namespace,
    string Resource,
    string Name,
    string Subresource,
    string ContentType)
{
    /// <summary>The path with its query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The user agent header.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>The accept header: whether whole objects were asked for, or their metadata alone.</summary>
    public string Accept { get; init; } = "";

    /// <summary>The authenticated user; "" before authentication.</summary>
    public string User { get; init; } = "";

    /// <summary>The fieldManager of a write.</summary>
    public string FieldManager { get; init; } = "";

    /// <summary>When the request came in.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The HTTP status of the answer; 0 while there is none (an open watch, a dropped connection).</summary>
    public int StatusCode { get; init; }

    /// <summary>True for a write that changes the stored state if it succeeds.</summary>
    public bool IsWrite => Verb is "create" or "update" or "patch" or "delete" or "deletecollection";
}
