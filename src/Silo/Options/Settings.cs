namespace Coffer.Silo.Options;

/// <summary>The table of everything that can be set. Names that the reference operator uses too stand second.</summary>
internal static class Settings
{
    public static readonly Setting Kubeconfig = new(
        nameof(Kubeconfig), "--kubeconfig", "Kubeconfig file. Default: the pod's ServiceAccount; outside of a cluster, kubectl's own file.", "COFFER_KUBECONFIG", "KUBECONFIG");

    public static readonly Setting KubeContext = new(
        nameof(KubeContext), "--kube-context", "Context of the kubeconfig. Default: its current one.", "COFFER_KUBE_CONTEXT");

    public static readonly Setting OperatorNamespace = new(
        nameof(OperatorNamespace), "--operator-namespace", "The operator's own namespace. Default: the pod's; outside of a cluster OPERATOR_NAMESPACE, else default.", "COFFER_OPERATOR_NAMESPACE");

    public static readonly Setting KubeRequests = new(
        nameof(KubeRequests), "--kube-requests", "Requests to the Kubernetes API under way at once, 1 to 1000. Default: 64.", "COFFER_KUBE_REQUESTS");

    public static readonly Setting WatchNamespaces = new(
        nameof(WatchNamespaces), "--watch-namespaces", "Namespaces to serve, comma-separated. Default: all.", "COFFER_WATCH_NAMESPACES");

    public static readonly Setting HttpAddress = new(
        nameof(HttpAddress), "--http-address", "IP address that health, metrics and dashboard are served on. Default: 0.0.0.0.", "COFFER_HTTP_ADDRESS");

    public static readonly Setting HttpPort = new(
        nameof(HttpPort), "--http-port", "Port of health, metrics and dashboard, 1 to 65535. Default: 8080.", "COFFER_HTTP_PORT");

    public static readonly Setting Dashboard = new(
        nameof(Dashboard), "--dashboard", "Serve the Orleans dashboard under /dashboard, to callers on this host alone (kubectl port-forward is one). Default: false.", "COFFER_DASHBOARD")
    { IsSwitch = true };

    public static readonly Setting Clustering = new(
        nameof(Clustering), "--clustering", "How silos find each other: localhost. Default: localhost.", "COFFER_CLUSTERING");

    public static readonly Setting SiloPort = new(
        nameof(SiloPort), "--silo-port", "Port for traffic between silos, 1 to 65535. Default: 11111.", "COFFER_SILO_PORT");

    public static readonly Setting PrimarySiloPort = new(
        nameof(PrimarySiloPort), "--primary-silo-port", "Silo port of the first silo on this host, for the others to join. Default: this silo is the first.", "COFFER_PRIMARY_SILO_PORT");

    public static readonly Setting LogLevel = new(
        nameof(LogLevel), "--log-level", "trace, debug, information, warning or error; trace has the frameworks speak too. Default: information.", "COFFER_LOG_LEVEL");

    public static readonly Setting LogFormat = new(
        nameof(LogFormat), "--log-format", "json or text. Default: json.", "COFFER_LOG_FORMAT");

    public static readonly Setting RestartWindow = new(
        nameof(RestartWindow), "--restart-window", "Time in which further wishes to roll a workload that was just rolled are gathered, e.g. 5s; 0s to 10m. Default: 5s.", "COFFER_RESTART_WINDOW");

    public static readonly Setting RestartInterval = new(
        nameof(RestartInterval), "--restart-interval", "Least time between two rollouts of one workload, e.g. 60s; 0s to 24h. Default: 60s.", "COFFER_RESTART_INTERVAL");

    public static readonly Setting Adopt = new(
        nameof(Adopt), "--adopt", "Keep status.secretMAC in the reference operator's form, for taking over from it and going back. Default: false.", "COFFER_ADOPT")
    { IsSwitch = true };

    public static readonly Setting VaultRequests = new(
        nameof(VaultRequests), "--vault-requests", "Requests under way at once to one VaultConnection from this silo, 1 to 1000. Default: 32.", "COFFER_VAULT_REQUESTS");

    public static readonly Setting VaultTimeout = new(
        nameof(VaultTimeout), "--vault-timeout", "Time for one request to Vault, 1s to 10s. Default: 10s.", "COFFER_VAULT_TIMEOUT");

    /// <summary>All of them, in the order of the help text.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        Kubeconfig, KubeContext, OperatorNamespace, KubeRequests, WatchNamespaces, HttpAddress, HttpPort, Dashboard, Clustering, SiloPort, PrimarySiloPort,
        LogLevel, LogFormat, RestartWindow, RestartInterval, Adopt, VaultRequests, VaultTimeout,
    ];
}
