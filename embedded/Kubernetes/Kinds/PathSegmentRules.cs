using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Kinds;

/// <summary>RBAC objects may have names with colons and capitals.</summary>
internal sealed class PathSegmentRules : KindRules
{
    public override string? CheckName(string name) => Names.CheckPathSegment(name);
}
