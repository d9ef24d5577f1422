using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Apply;
using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Writing;

/// <summary>One write: where it goes and how the client wants it done.</summary>
internal sealed record WriteContext(ResourceDefinition Resource, string? Namespace, string? Name)
{
    /// <summary>"" or "status".</summary>
    public string Subresource { get; init; } = "";

    public string Manager { get; init; } = "kube-controller-manager";

    public bool Force { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Strict, Warn or Ignore.</summary>
    public string FieldValidation { get; init; } = "Warn";

    /// <summary>Asked of clients' writes, by operation, name and object, before they are stored; it may warn.</summary>
    public Action<string, string, JsonObject, List<string>>? Admit { get; init; }

    /// <summary>What goes into Warning headers.</summary>
    public List<string> Warnings { get; } = [];

    public FieldWriter Writer => new(Manager, Subresource, Force);

    public string Key => Resource.KeyOf(Namespace, Name!);
}
