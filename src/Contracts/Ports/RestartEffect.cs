namespace Coffer.Contracts.Ports;

/// <summary>What became of a restart.</summary>
public enum RestartEffect
{
    /// <summary>The pod template was changed: the workload rolls.</summary>
    Restarted,

    /// <summary>The stamps were there already, or newer ones: nothing was written.</summary>
    AlreadyStamped,

    /// <summary>The Deployment (or Rollout) is paused: stamped, and it rolls when resumed.</summary>
    Paused,

    /// <summary>A StatefulSet or DaemonSet with updateStrategy OnDelete: stamped; pods change when somebody deletes them.</summary>
    OnDelete,

    /// <summary>There is no such workload.</summary>
    Missing,

    /// <summary>The kind is not served here (Argo Rollouts are not installed).</summary>
    KindNotServed,
}
