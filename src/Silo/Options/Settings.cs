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

    public static readonly Setting SecretAccess = new(
        nameof(SecretAccess), "--secret-access", "watch, or named: never list or watch Secrets, and see drift at each refresh instead. Default: watch.", "COFFER_SECRET_ACCESS");

    public static readonly Setting CrossNamespaceRefs = new(
        nameof(CrossNamespaceRefs), "--cross-namespace-refs", "Let VaultAuths use VaultConnections, and secrets SecretTransformations, of any namespace; otherwise only those of their own and of the operator's. Default: true.", "COFFER_CROSS_NAMESPACE_REFS")
    { IsSwitch = true };

    public static readonly Setting FilesFrom = new(
        nameof(FilesFrom), "--files-from", "Folders below which files that manifests name (appRole.secretIDPath, caCertPath) may lie, comma-separated: /folder for manifests of the operator's namespace, namespace=/folder, or *=/folder for all. Default: none.", "COFFER_FILES_FROM");

    public static readonly Setting HttpsProxy = new(
        nameof(HttpsProxy), "--https-proxy", "Proxy for https:// URLs of the Kubernetes API and of Vaults: an http://, https:// or socks5:// URL, with user:password@ where it wants them. Default: none.", "COFFER_HTTPS_PROXY", "HTTPS_PROXY", "https_proxy");

    public static readonly Setting HttpProxy = new(
        nameof(HttpProxy), "--http-proxy", "Proxy for http:// URLs, likewise. Default: none.", "COFFER_HTTP_PROXY", "HTTP_PROXY", "http_proxy");

    public static readonly Setting NoProxy = new(
        nameof(NoProxy), "--no-proxy", "What is reached without a proxy, comma-separated, by Go's rules: names (with all below them), .suffix, addresses, networks such as 10.0.0.0/8, *; with :port for that port alone. Loopback always is. Default: none.", "COFFER_NO_PROXY", "NO_PROXY", "no_proxy");

    public static readonly Setting HttpAddress = new(
        nameof(HttpAddress), "--http-address", "IP address that health, metrics and dashboard are served on. Default: 0.0.0.0.", "COFFER_HTTP_ADDRESS");

    public static readonly Setting HttpPort = new(
        nameof(HttpPort), "--http-port", "Port of health, metrics and dashboard, 1 to 65535. Default: 8080.", "COFFER_HTTP_PORT");

    public static readonly Setting Dashboard = new(
        nameof(Dashboard), "--dashboard", "Serve the Orleans dashboard under /dashboard: with --clustering kubernetes to whoever shows a token of the cluster with the right to get /dashboard, otherwise to callers on this host alone. Default: false.", "COFFER_DASHBOARD")
    { IsSwitch = true };

    public static readonly Setting ObjectMetrics = new(
        nameof(ObjectMetrics), "--object-metrics", "Metrics for each VaultStaticSecret, beside those for each namespace: three series each, for at most 10000 of a silo. Default: false.", "COFFER_OBJECT_METRICS")
    { IsSwitch = true };

    public static readonly Setting Clustering = new(
        nameof(Clustering), "--clustering", "How silos find each other: localhost, or kubernetes (a table in the operator's namespace). Default: localhost.", "COFFER_CLUSTERING");

    public static readonly Setting ClusterId = new(
        nameof(ClusterId), "--cluster-id", "Tells operators apart that share a namespace. Default: coffer.", "COFFER_CLUSTER_ID");

    public static readonly Setting SiloName = new(
        nameof(SiloName), "--silo-name", "Name of this silo. Default: the pod's name, else the host's.", "COFFER_SILO_NAME", "POD_NAME");

    public static readonly Setting AdvertisedAddress = new(
        nameof(AdvertisedAddress), "--advertised-address", "IP address at which other silos reach this one. Default: the pod's; outside of a cluster 127.0.0.1.", "COFFER_ADVERTISED_ADDRESS", "POD_IP");

    public static readonly Setting SiloPort = new(
        nameof(SiloPort), "--silo-port", "Port for traffic between silos, 1 to 65535. Default: 11111.", "COFFER_SILO_PORT");

    public static readonly Setting PrimarySiloPort = new(
        nameof(PrimarySiloPort), "--primary-silo-port", "Silo port of the first silo on this host, for the others to join. Default: this silo is the first.", "COFFER_PRIMARY_SILO_PORT");

    public static readonly Setting SiloTls = new(
        nameof(SiloTls), "--silo-tls", "Mutual TLS between the silos of one host too; over a network it is always on. Default: false.", "COFFER_SILO_TLS")
    { IsSwitch = true };

    public static readonly Setting LogLevel = new(
        nameof(LogLevel), "--log-level", "trace, debug, information, warning or error; trace has the frameworks speak too. Default: information.", "COFFER_LOG_LEVEL");

    public static readonly Setting LogFormat = new(
        nameof(LogFormat), "--log-format", "json or text. Default: json.", "COFFER_LOG_FORMAT");

    public static readonly Setting MinRefresh = new(
        nameof(MinRefresh), "--min-refresh", "Least time between two refreshes of a secret, 1s to 24h; a shorter refreshAfter is raised to it. Default: 1s.", "COFFER_MIN_REFRESH");

    public static readonly Setting RestartWindow = new(
        nameof(RestartWindow), "--restart-window", "Time in which further wishes to roll a workload that was just rolled are gathered, e.g. 5s; 0s to 10m. Default: 5s.", "COFFER_RESTART_WINDOW");

    public static readonly Setting RestartInterval = new(
        nameof(RestartInterval), "--restart-interval", "Least time between two rollouts of one workload, e.g. 60s; 0s to 24h. Default: 60s.", "COFFER_RESTART_INTERVAL");

    public static readonly Setting Adopt = new(
        nameof(Adopt), "--adopt", "Keep status.secretMAC in the reference operator's form, for taking over from it and going back. Default: false.", "COFFER_ADOPT")
    { IsSwitch = true };

    public static readonly Setting ExcludeRaw = new(
        nameof(ExcludeRaw), "--exclude-raw", "Leave the key _raw out of every Secret. Default: false.", "COFFER_EXCLUDE_RAW")
    { IsSwitch = true };

    public static readonly Setting VaultRequests = new(
        nameof(VaultRequests), "--vault-requests", "Requests under way at once to one VaultConnection from this silo, 1 to 1000. Default: 32.", "COFFER_VAULT_REQUESTS");

    public static readonly Setting VaultTimeout = new(
        nameof(VaultTimeout), "--vault-timeout", "Time for one request to Vault, 1s to 10s. Default: 10s.", "COFFER_VAULT_TIMEOUT");

    public static readonly Setting VaultAnswer = new(
        nameof(VaultAnswer), "--vault-answer", "Bytes of the largest answer to a read of a secret, 65536 to 33554432. Default: 2097152.", "COFFER_VAULT_ANSWER");

    public static readonly Setting VaultMemory = new(
        nameof(VaultMemory), "--vault-memory", "Bytes of answers above 64 KiB that this silo holds at once, until their Secrets are written, a quarter for a namespace's VaultConnections; 262144 to 2147483647, four times --vault-answer or more. Default: 67108864.", "COFFER_VAULT_MEMORY");

    public static readonly Setting VaultAddresses = new(
        nameof(VaultAddresses), "--vault-addresses", "Hosts that VaultConnections outside of the operator's namespace may lead to, comma-separated: names, *.suffix, addresses, networks such as 10.0.0.0/8; with :port for that port alone. Default: all, but in a pod no loopback address.", "COFFER_VAULT_ADDRESSES");

    public static readonly Setting TemplateOutput = new(
        nameof(TemplateOutput), "--template-output", "Bytes that one template may put out, 1 to 64000000. Default: 4194304.", "COFFER_TEMPLATE_OUTPUT");

    public static readonly Setting TemplateSteps = new(
        nameof(TemplateSteps), "--template-steps", "Steps that one template may take, 1 to 1000000000. Default: 10000000.", "COFFER_TEMPLATE_STEPS");

    public static readonly Setting TemplateDepth = new(
        nameof(TemplateDepth), "--template-depth", "Template calls inside each other, 1 to 100000. Default: 100000.", "COFFER_TEMPLATE_DEPTH");

    public static readonly Setting TemplateRegex = new(
        nameof(TemplateRegex), "--template-regex", "Instructions of a regular expression in a template, 1 to 1000000. Default: 10000.", "COFFER_TEMPLATE_REGEX");

    public static readonly Setting TemplateTime = new(
        nameof(TemplateTime), "--template-time", "Time for all templates of one Secret together, 100ms to 15s. Default: 5s.", "COFFER_TEMPLATE_TIME");

    public static readonly Setting TemplateText = new(
        nameof(TemplateText), "--template-text", "Characters of all templates of one Secret together, 1 to 4000000. Default: 262144.", "COFFER_TEMPLATE_TEXT");

    public static readonly Setting TemplateNodes = new(
        nameof(TemplateNodes), "--template-nodes", "Nodes of all templates of one Secret together (texts, actions, commands, arguments, names of fields), 1 to 1000000. Default: 20000.", "COFFER_TEMPLATE_NODES");

    public static readonly Setting TemplateCache = new(
        nameof(TemplateCache), "--template-cache", "Bytes of memory that a silo keeps parsed templates in, 0 to 1000000000. Default: 33554432.", "COFFER_TEMPLATE_CACHE");

    public static readonly Setting SecretFields = new(
        nameof(SecretFields), "--secret-fields", "Fields that a secret in Vault may have, what is inside of them counted too, 1 to 1000000. Default: 10000.", "COFFER_SECRET_FIELDS");

    /// <summary>What one rendering may cost.</summary>
    public static readonly IReadOnlyList<Setting> TemplateLimits = [TemplateOutput, TemplateSteps, TemplateDepth, TemplateRegex, TemplateTime, TemplateText, TemplateNodes];

    /// <summary>All of them, in the order of the help text.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        Kubeconfig, KubeContext, OperatorNamespace, KubeRequests, WatchNamespaces, SecretAccess, CrossNamespaceRefs, FilesFrom, HttpsProxy, HttpProxy, NoProxy, HttpAddress, HttpPort, Dashboard, ObjectMetrics, Clustering, ClusterId, SiloName, AdvertisedAddress,
        SiloPort, PrimarySiloPort, SiloTls, LogLevel, LogFormat, MinRefresh, RestartWindow, RestartInterval, Adopt, ExcludeRaw, VaultRequests, VaultTimeout, VaultAnswer, VaultMemory, VaultAddresses,
        .. TemplateLimits, TemplateCache, SecretFields,
    ];
}
