using System.Collections.Immutable;

namespace Coffer.Embedded.Kubernetes.Resources;

/// <summary>What is served right now: the built-in kinds and those of the CRDs.</summary>
internal sealed class ResourceRegistry(IEnumerable<ResourceDefinition> builtIns)
{
    private readonly Lock _gate = new();
    private readonly ImmutableArray<ResourceDefinition> _builtIns = [.. builtIns];
    private ImmutableDictionary<string, ImmutableArray<ResourceDefinition>> _custom =
        ImmutableDictionary<string, ImmutableArray<ResourceDefinition>>.Empty;
    private volatile ImmutableDictionary<(string Group, string Version, string Plural), ResourceDefinition> _byPath = Index(builtIns);

    public IEnumerable<ResourceDefinition> All => _byPath.Values;

    public ResourceDefinition? Find(string group, string version, string plural) => _byPath.GetValueOrDefault((group, version, plural));

    public ResourceDefinition? FindKind(string apiVersion, string kind) =>
        _byPath.Values.FirstOrDefault(resource => resource.ApiVersion == apiVersion && resource.Kind == kind);

    public void SetCustom(string name, IEnumerable<ResourceDefinition> resources) => Change(custom => custom.SetItem(name, [.. resources]));

    public void RemoveCustom(string name) => Change(custom => custom.Remove(name));

    private void Change(
        Func<ImmutableDictionary<string, ImmutableArray<ResourceDefinition>>,
            ImmutableDictionary<string, ImmutableArray<ResourceDefinition>>> change)
    {
        lock (_gate)
        {
            _custom = change(_custom);
            _byPath = Index(_builtIns.Concat(_custom.Values.SelectMany(resources => resources)));
        }
    }

    private static ImmutableDictionary<(string Group, string Version, string Plural), ResourceDefinition> Index(
        IEnumerable<ResourceDefinition> resources) =>
        resources.ToImmutableDictionary(resource => (resource.Group, resource.Version, resource.Plural));
}
