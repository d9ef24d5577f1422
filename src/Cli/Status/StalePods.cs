using Coffer.Cli.Resources;

namespace Coffer.Cli.Status;

/// <summary>
/// Finds pods with the Secret of before. Variables and single files (<c>subPath</c>) are filled when a container starts and never again;
/// whole volumes are brought up to date by the kubelet, so pods that mount these are left out.
/// </summary>
internal static class StalePods
{
    /// <summary>The pods, the oldest first.</summary>
    /// <param name="pods">Pods of the namespace.</param>
    /// <param name="secret">Name of the Secret.</param>
    /// <param name="changed">When its content last changed.</param>
    public static IReadOnlyList<StalePod> Of(IEnumerable<PodObject> pods, string secret, DateTimeOffset changed) =>
    [
        .. from pod in pods
           where pod.Metadata.DeletionTimestamp is null && pod.Status.Phase is not ("Succeeded" or "Failed")
           let started = pod.Status.StartTime ?? pod.Metadata.CreationTimestamp
           where started < changed
           let use = Use(pod, secret)
           where use is not null
           orderby started, pod.Metadata.Name
           select new StalePod(pod.Metadata.Name, Owner(pod), started.Value, use),
    ];

    private static string? Use(PodObject pod, string secret)
    {
        var containers = pod.Spec.Containers.Concat(pod.Spec.InitContainers).ToList();
        if (containers.SelectMany(container => container.Env.Concat(container.EnvFrom))
            .Any(source => source.SecretRef?.Name == secret || source.ValueFrom?.SecretKeyRef?.Name == secret))
        {
            return "environment";
        }

        var volumes = pod.Spec.Volumes.Where(volume => volume.Holds(secret)).Select(volume => volume.Name).ToHashSet();
        return containers.SelectMany(container => container.VolumeMounts)
            .Any(mount => volumes.Contains(mount.Name) && !string.IsNullOrEmpty(mount.SubPath)) ? "subPath mount" : null;
    }

    /// <summary>A ReplicaSet is named by its Deployment, whose name it bears before the last dash.</summary>
    private static string? Owner(PodObject pod)
    {
        var owner = (pod.Metadata.OwnerReferences ?? []).FirstOrDefault(reference => reference.Controller == true);
        return owner is null ? null
            : owner.Kind == "ReplicaSet" && owner.Name.LastIndexOf('-') is > 0 and var dash ? $"Deployment/{owner.Name[..dash]}"
            : $"{owner.Kind}/{owner.Name}";
    }
}
