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
        new("patch", target) { Method = HttpMethod.Patch, BodyType = bodyType, Body = body, Query = $"fieldManager={KubeOptions.FieldManager}" };
}

/// <summary>Media types of the API server.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>No second choice is offered: an answer with the whole object would carry values back.</summary>
    public const string Metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    public const string MetadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
}
