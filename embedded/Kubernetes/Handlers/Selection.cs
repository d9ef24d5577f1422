using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>Which objects of a table a list, watch or collection delete is about.</summary>
internal sealed record Selection(string? Namespace, LabelSelector Labels, FieldSelector Fields)
{
    /// <summary>Whether everything below the namespace is meant.</summary>
    public bool IsWhole => Labels.IsEmpty && Fields.IsEmpty;

    public static Selection Of(ApiRequest request) => new(
        request.Target.Namespace,
        LabelSelector.Parse(request.Query("labelSelector")),
        FieldSelector.Parse(request.Query("fieldSelector"), request.Resource));

    public bool Matches(StoredObject value) =>
        (Namespace is null || value.Header.Namespace == Namespace) && Labels.Matches(value) && Fields.Matches(value);
}
