using Coffer.Cluster.Tests.Secrets.World;

namespace Coffer.Cluster.Tests.Epochs;

/// <summary>Namespaces whose events of a kind are kept back for good.</summary>
internal sealed class Gaps
{
    private readonly HashSet<string> _blind = [];
    private readonly Lock _gate = new();
    private readonly OuterWorld _world;
    private readonly string? _kind;
    private readonly string _fault;

    public Gaps(OuterWorld world, string? kind, string fault)
    {
        (_world, _kind, _fault) = (world, kind, fault);
        world.Kubernetes.Watches.Drop((resource, ns, _) => (kind is null || resource == kind) && Contains(ns));
    }

    /// <summary>Whether logins are seen wrongly: then they change too.</summary>
    public bool IsOfLogins => _kind is null || _kind.StartsWith("vaultauths", StringComparison.Ordinal)
        || _kind.StartsWith("vaultconnections", StringComparison.Ordinal);

    /// <summary>Whether transformations are seen wrongly: then one of them changes too.</summary>
    public bool IsOfTransformations => _kind?.StartsWith("secrettransformations", StringComparison.Ordinal) ?? true;

    /// <summary>The view of this namespace goes wrong. What the watches are told once more or anew, those of all namespaces hear.</summary>
    public void Begin(string ns)
    {
        switch (_fault)
        {
            case "past":
                _world.Kubernetes.Watches.Repeat(_kind);
                break;
            case "reopened":
                _world.Kubernetes.Watches.ReopenInThePast(_kind);
                break;
            default:
                Hide(ns);
                break;
        }
    }

    private void Hide(string ns)
    {
        lock (_gate)
        {
            _blind.Add(ns);
        }
    }

    /// <summary>
    /// Events come again. Between two lists what was lost shows in the second: the watches' past is forgotten, and they are ended.
    /// </summary>
    public void End(string ns)
    {
        lock (_gate)
        {
            _blind.Remove(ns);
        }

        if (_fault == "lists")
        {
            _world.Kubernetes.Compact();
            _world.Kubernetes.Watches.CloseAll(_kind);
        }
    }

    /// <summary>Whether what was lost shows by itself, and need not be touched.</summary>
    public bool IsListed => _fault == "lists";

    private bool Contains(string ns)
    {
        lock (_gate)
        {
            return _blind.Contains(ns);
        }
    }
}
