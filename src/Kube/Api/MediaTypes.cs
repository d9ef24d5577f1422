namespace Coffer.Kube.Api;

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
