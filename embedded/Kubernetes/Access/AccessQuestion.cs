namespace Coffer.Embedded.Kubernetes.Access;

/// <summary>May somebody do this? Non-resource paths have only <paramref name="Verb"/> and <paramref name="Path"/>.</summary>
internal sealed record AccessQuestion(
    string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string Path = "");
