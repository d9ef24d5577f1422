using Coffer.Contracts.Resources;

namespace Coffer.Cli.Resources;

/// <summary>Kinds of Kubernetes that a chain leads to.</summary>
internal static class OtherKinds
{
    /// <summary>Event.</summary>
    public static readonly ResourceKind Event = new("", "v1", "Event", "events");

    /// <summary>Pod.</summary>
    public static readonly ResourceKind Pod = new("", "v1", "Pod", "pods");

    /// <summary>The kind that a restart target names; null for one that is unknown.</summary>
    public static ResourceKind? Workload(string target) => target switch
    {
        FieldValues.Deployment => new("apps", "v1", FieldValues.Deployment, "deployments"),
        FieldValues.DaemonSet => new("apps", "v1", FieldValues.DaemonSet, "daemonsets"),
        FieldValues.StatefulSet => new("apps", "v1", FieldValues.StatefulSet, "statefulsets"),
        FieldValues.ArgoRollout => new("argoproj.io", "v1alpha1", "Rollout", "rollouts"),
        _ => null,
    };
}
