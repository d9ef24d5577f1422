namespace Coffer.Kube.Api;

/// <summary>One request to the API server. Prints without its body, which may hold secret values.</summary>
internal sealed record ApiRequest(string Verb, ApiTarget Target)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Query string without the question mark.</summary>
    public string Query { get; init; } = "";

    public string Accept { get; init; } = MediaTypes.Json;

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string BodyType { get; init; } = MediaTypes.Json;

    /// <summary>Until the whole answer (of a stream: its headers) must be there; null for the default.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>What is asked, without saying of which object.</summary>
    public string Operation => $"{Verb} {Target.Type.Plural}";

    public override string ToString() => $"{Verb} {Target}";

    public static ApiRequest Patch(ApiTarget target, string bodyType, ReadOnlyMemory<byte> body) =>
        new("patch", target)
        {
            Method = HttpMethod.Patch,
            BodyType = bodyType,
            Body = body,
            Query = $"fieldManager={KubeOptions.FieldManager}",
        };
}
