using System.Net;
using Coffer.Contracts.Resources;
using Coffer.Domain.Reach;
using Coffer.Grains;
using Coffer.Silo.Options.Kinds;
using Engine = Coffer.Templates.TemplateLimits;

namespace Coffer.Silo.Options;

/// <summary>
/// The table of everything that can be set, and the only place that says how it is called, what is allowed and what holds where nothing is
/// given. Variables that the reference operator or other programs use too stand second.
/// </summary>
internal static class Settings
{
    /// <summary>The one entry of <see cref="GlobalVaultAuthOptions"/> that switches something on.</summary>
    public const string AllowDefaultGlobals = "allow-default-globals";

    public static readonly TextSetting Kubeconfig = new(nameof(Kubeconfig), "--kubeconfig", "COFFER_KUBECONFIG", "KUBECONFIG")
    {
        Text = "Kubeconfig file",
        Default = null,
        DefaultWords = "the pod's ServiceAccount; outside of a cluster, kubectl's own file",
    };

    public static readonly TextSetting KubeContext = new(nameof(KubeContext), "--kube-context", "COFFER_KUBE_CONTEXT")
    {
        Text = "Context of the kubeconfig",
        Default = null,
        DefaultWords = "its current one",
    };

    public static readonly LabelSetting OperatorNamespace = new(
        nameof(OperatorNamespace), "--operator-namespace", "COFFER_OPERATOR_NAMESPACE")
    {
        Text = "The operator's own namespace",
        What = "a namespace",
        Default = null,
        DefaultWords = "the pod's; outside of a cluster OPERATOR_NAMESPACE, else default",
    };

    public static readonly NumberSetting KubeRequests = new(nameof(KubeRequests), "--kube-requests", "COFFER_KUBE_REQUESTS")
    {
        Text = "Requests to the Kubernetes API under way at once, {range}",
        Default = 64,
        Least = 1,
        Most = 1000,
        Remark = "At most half of them are for one namespace",
    };

    public static readonly ListSetting<string> WatchNamespaces = new(
        nameof(WatchNamespaces), "--watch-namespaces", "COFFER_WATCH_NAMESPACES")
    {
        Text = "Namespaces to serve, comma-separated",
        Parse = Namespace,
        Default = [],
        DefaultWords = "all",
    };

    public static readonly ChoiceSetting<SecretAccess> SecretAccess = new(nameof(SecretAccess), "--secret-access", "COFFER_SECRET_ACCESS")
    {
        Text = "watch, or named: never list or watch Secrets, and see drift at each refresh instead",
        Default = Options.SecretAccess.Watch,
    };

    public static readonly SwitchSetting CrossNamespaceRefs = new(
        nameof(CrossNamespaceRefs), "--cross-namespace-refs", "COFFER_CROSS_NAMESPACE_REFS")
    {
        Text = "Let VaultAuths use VaultConnections, and secrets SecretTransformations, of any namespace; otherwise only those of "
            + "their own and of the operator's",
        Default = true,
    };

    public static readonly SwitchSetting AmbientAwsCredentials = new(
        nameof(AmbientAwsCredentials), "--ambient-aws-credentials", "COFFER_AMBIENT_AWS_CREDENTIALS")
    {
        Text = "Let VaultAuths of all namespaces log in with the operator's own AWS identity (method aws with neither secretRef nor "
            + "irsaServiceAccount); otherwise only those of the operator's",
        Default = false,
        Remark = "[Security](security.md#the-operators-own-aws-identity) tells why",
    };

    public static readonly ListSetting<string> GlobalVaultAuthOptions = new(
        nameof(GlobalVaultAuthOptions), "--global-vault-auth-options", "COFFER_GLOBAL_VAULT_AUTH_OPTIONS", "VSO_GLOBAL_VAULT_AUTH_OPTIONS")
    {
        Text = "allow-default-globals: a VaultAuth with vaultAuthGlobalRef.allowDefault may use the "
            + "VaultAuthGlobal named default of its own "
            + "namespace or of the operator's; none: it may not",
        Parse = GlobalVaultAuthOption,
        Default = [AllowDefaultGlobals],
    };

    public static readonly ListSetting<FileFolder> FilesFrom = new(nameof(FilesFrom), "--files-from", "COFFER_FILES_FROM")
    {
        Text = "Folders below which files that manifests name (appRole.secretIDPath, caCertPath) may lie, comma-separated: /folder for "
            + "manifests of the operator's namespace, namespace=/folder, or *=/folder for all",
        Parse = FileFolder.Parse,
        Default = [],
        Remark = "[Security](security.md#files) tells why",
    };

    public static readonly ProxySetting HttpsProxy = new(
        nameof(HttpsProxy), "--https-proxy", "COFFER_HTTPS_PROXY", "HTTPS_PROXY", "https_proxy")
    {
        Text = "Proxy for https:// URLs of the Kubernetes API, of Vaults and of clouds: an http://, https:// or socks5:// URL, with "
            + "user:password@ where it wants them",
        Default = null,
    };

    public static readonly ProxySetting HttpProxy = new(nameof(HttpProxy), "--http-proxy", "COFFER_HTTP_PROXY", "HTTP_PROXY", "http_proxy")
    {
        Text = "Proxy for http:// URLs, likewise",
        Default = null,
    };

    public static readonly TextSetting NoProxy = new(nameof(NoProxy), "--no-proxy", "COFFER_NO_PROXY", "NO_PROXY", "no_proxy")
    {
        Text = "What is reached without a proxy, comma-separated, by Go's rules: names (with all below them), .suffix, addresses, "
            + "networks such as 10.0.0.0/8, *; with :port for that port alone. Loopback always is",
        Default = null,
    };

    public static readonly AddressSetting HttpAddress = new(nameof(HttpAddress), "--http-address", "COFFER_HTTP_ADDRESS")
    {
        Text = "IP address that health, metrics and dashboard are served on",
        Default = IPAddress.Any,
    };

    public static readonly NumberSetting HttpPort = new(nameof(HttpPort), "--http-port", "COFFER_HTTP_PORT")
    {
        Text = "Port of health, metrics and dashboard, {range}",
        Default = 8080,
        Least = 1,
        Most = 65535,
    };

    public static readonly SwitchSetting Dashboard = new(nameof(Dashboard), "--dashboard", "COFFER_DASHBOARD")
    {
        Text = "Serve the Orleans dashboard under /dashboard: with --clustering kubernetes to whoever shows a token of the cluster "
            + "with the right to get /dashboard, otherwise to callers on this host alone",
        Default = false,
    };

    public static readonly SwitchSetting ObjectMetrics = new(nameof(ObjectMetrics), "--object-metrics", "COFFER_OBJECT_METRICS")
    {
        Text = "Metrics for each VaultStaticSecret, beside those for each namespace: three series each, for at most "
            + $"{GrainOptions.MaxObjectMetrics} of a silo",
        Default = false,
    };

    public static readonly ChoiceSetting<ClusteringMode> Clustering = new(nameof(Clustering), "--clustering", "COFFER_CLUSTERING")
    {
        Text = "How silos find each other: localhost, or kubernetes (a table in the operator's namespace)",
        Default = ClusteringMode.Localhost,
        Remark = "Several replicas need kubernetes",
    };

    public static readonly LabelSetting ClusterId = new(nameof(ClusterId), "--cluster-id", "COFFER_CLUSTER_ID")
    {
        Text = "Tells operators apart that share a namespace",
        What = "a cluster id",
        Default = "coffer",
    };

    public static readonly TextSetting SiloName = new(nameof(SiloName), "--silo-name", "COFFER_SILO_NAME", "POD_NAME")
    {
        Text = "Name of this silo",
        Default = null,
        DefaultWords = "the pod's name, else the host's",
    };

    public static readonly AddressSetting AdvertisedAddress = new(
        nameof(AdvertisedAddress), "--advertised-address", "COFFER_ADVERTISED_ADDRESS", "POD_IP")
    {
        Text = "IP address at which other silos reach this one",
        Default = IPAddress.Loopback,
        DefaultWords = "the pod's; outside of a cluster 127.0.0.1",
    };

    public static readonly NumberSetting SiloPort = new(nameof(SiloPort), "--silo-port", "COFFER_SILO_PORT")
    {
        Text = "Port for traffic between silos, {range}",
        Default = 11111,
        Least = 1,
        Most = 65535,
    };

    /// <summary>0, which can't be given, stands for this silo's own port.</summary>
    public static readonly NumberSetting PrimarySiloPort = new(nameof(PrimarySiloPort), "--primary-silo-port", "COFFER_PRIMARY_SILO_PORT")
    {
        Text = "Silo port of the first silo on this host, for the others to join",
        Default = 0,
        Least = 1,
        Most = 65535,
        DefaultWords = "this silo is the first",
    };

    public static readonly SwitchSetting SiloTls = new(nameof(SiloTls), "--silo-tls", "COFFER_SILO_TLS")
    {
        Text = "Mutual TLS between the silos of one host too; over a network it is always on",
        Default = false,
    };

    public static readonly ChoiceSetting<LogLevel> LogLevel = new(nameof(LogLevel), "--log-level", "COFFER_LOG_LEVEL")
    {
        Text = "trace, debug, information, warning or error; trace has the frameworks speak too",
        Default = Microsoft.Extensions.Logging.LogLevel.Information,
    };

    public static readonly ChoiceSetting<LogFormat> LogFormat = new(nameof(LogFormat), "--log-format", "COFFER_LOG_FORMAT")
    {
        Text = "json or text",
        Default = Options.LogFormat.Json,
    };

    public static readonly DurationSetting MinRefresh = new(nameof(MinRefresh), "--min-refresh", "COFFER_MIN_REFRESH")
    {
        Text = "Least time between two refreshes of a secret, {range}; a shorter refreshAfter is raised to it",
        Default = TimeSpan.FromSeconds(1),
        Least = TimeSpan.FromSeconds(1),
        Most = TimeSpan.FromHours(24),
    };

    public static readonly DurationSetting RestartWindow = new(nameof(RestartWindow), "--restart-window", "COFFER_RESTART_WINDOW")
    {
        Text = "Time in which further wishes to roll a workload that was just rolled are gathered, e.g. 5s; {range}",
        Default = TimeSpan.FromSeconds(5),
        Least = TimeSpan.Zero,
        Most = TimeSpan.FromMinutes(10),
    };

    public static readonly DurationSetting RestartInterval = new(nameof(RestartInterval), "--restart-interval", "COFFER_RESTART_INTERVAL")
    {
        Text = "Least time between two rollouts of one workload, e.g. 60s; {range}",
        Default = TimeSpan.FromSeconds(60),
        Least = TimeSpan.Zero,
        Most = TimeSpan.FromHours(24),
    };

    public static readonly SwitchSetting Adopt = new(nameof(Adopt), "--adopt", "COFFER_ADOPT")
    {
        Text = "Keep status.secretMAC in the reference operator's form, for taking over from it and going back",
        Default = false,
        Remark = "[Migration](migration.md) tells when",
    };

    public static readonly SwitchSetting ExcludeRaw = new(nameof(ExcludeRaw), "--exclude-raw", "COFFER_EXCLUDE_RAW")
    {
        Text = "Leave the key _raw out of every Secret",
        Default = false,
    };

    public static readonly NumberSetting VaultRequests = new(nameof(VaultRequests), "--vault-requests", "COFFER_VAULT_REQUESTS")
    {
        Text = "Requests under way at once to one VaultConnection from this silo, {range}",
        Default = 32,
        Least = 1,
        Most = 1000,
        Remark = "At most half of them are for one namespace",
    };

    public static readonly DurationSetting VaultTimeout = new(nameof(VaultTimeout), "--vault-timeout", "COFFER_VAULT_TIMEOUT")
    {
        Text = "Time for one request to Vault, {range}",
        Default = TimeSpan.FromSeconds(10),
        Least = TimeSpan.FromSeconds(1),
        Most = TimeSpan.FromSeconds(10),
    };

    public static readonly NumberSetting VaultAnswer = new(nameof(VaultAnswer), "--vault-answer", "COFFER_VAULT_ANSWER")
    {
        Text = "Bytes of the largest answer to a read of a secret, {range}",
        Default = 2 * 1024 * 1024,
        Least = 64 * 1024,
        Most = 32 * 1024 * 1024,
    };

    public static readonly NumberSetting VaultMemory = new(nameof(VaultMemory), "--vault-memory", "COFFER_VAULT_MEMORY")
    {
        Text = "Bytes of answers above 64 KiB that this silo holds at once, until their Secrets are written, a quarter for a "
            + "namespace's VaultConnections; {range}, four times --vault-answer or more",
        Default = 64 * 1024 * 1024,
        Least = 256 * 1024,
        Most = int.MaxValue,
    };

    public static readonly ListSetting<HostPattern> VaultAddresses = new(
        nameof(VaultAddresses), "--vault-addresses", "COFFER_VAULT_ADDRESSES")
    {
        Text = "Hosts that VaultConnections outside of the operator's namespace may lead to, comma-separated: names, *.suffix, "
            + "addresses, networks such as 10.0.0.0/8; with :port for that port alone",
        Parse = Host,
        Default = [],
        DefaultWords = "all, but in a pod no loopback address",
        Remark = "[Security](security.md) tells why",
    };

    public static readonly EndpointSetting GcpStsEndpoint = new(
        nameof(GcpStsEndpoint), "--gcp-sts-endpoint", "COFFER_GCP_STS_ENDPOINT")
    {
        Text = "Google's Security Token Service, which logins by gcp ask; another one for Private Service Connect",
        Default = new("https://sts.googleapis.com"),
    };

    public static readonly EndpointSetting GcpIamEndpoint = new(
        nameof(GcpIamEndpoint), "--gcp-iam-endpoint", "COFFER_GCP_IAM_ENDPOINT")
    {
        Text = "Google's IAM Service Account Credentials API, likewise",
        Default = new("https://iamcredentials.googleapis.com"),
    };

    public static readonly PlainHostSetting GcpMetadataHost = new(
        nameof(GcpMetadataHost), "--gcp-metadata-host", "COFFER_GCP_METADATA_HOST", "GCE_METADATA_HOST")
    {
        Text = "Metadata server of the node, which logins by gcp ask for project, location and name of the cluster where a VaultAuth "
            + "leaves them out: a host, or host:port. Never by way of a proxy",
        Default = new("http://169.254.169.254"),
    };

    public static readonly NumberSetting TemplateOutput = new(nameof(TemplateOutput), "--template-output", "COFFER_TEMPLATE_OUTPUT")
    {
        Text = "Bytes that one template may put out, {range}",
        Default = Engine.Default.OutputBytes,
        Least = 1,
        Most = 64_000_000,
    };

    public static readonly NumberSetting TemplateSteps = new(nameof(TemplateSteps), "--template-steps", "COFFER_TEMPLATE_STEPS")
    {
        Text = "Steps that one template may take, {range}",
        Default = (int)Engine.Default.Steps,
        Least = 1,
        Most = 1_000_000_000,
    };

    public static readonly NumberSetting TemplateDepth = new(nameof(TemplateDepth), "--template-depth", "COFFER_TEMPLATE_DEPTH")
    {
        Text = "Template calls inside each other, {range}",
        Default = Engine.Default.Depth,
        Least = 1,
        Most = 100_000,
    };

    public static readonly NumberSetting TemplateRegex = new(nameof(TemplateRegex), "--template-regex", "COFFER_TEMPLATE_REGEX")
    {
        Text = "Instructions of a regular expression in a template, {range}",
        Default = Engine.Default.RegexInstructions,
        Least = 1,
        Most = 1_000_000,
    };

    /// <summary>
    /// A turn of an actor ends after 20 s: rendering must leave time for the rest of it, so the default is less than the engine's own.
    /// </summary>
    public static readonly DurationSetting TemplateTime = new(nameof(TemplateTime), "--template-time", "COFFER_TEMPLATE_TIME")
    {
        Text = "Time for all templates of one Secret together, {range}",
        Default = TimeSpan.FromSeconds(5),
        Least = TimeSpan.FromMilliseconds(100),
        Most = TimeSpan.FromSeconds(15),
    };

    public static readonly NumberSetting TemplateText = new(nameof(TemplateText), "--template-text", "COFFER_TEMPLATE_TEXT")
    {
        Text = "Characters of all templates of one Secret together, {range}",
        Default = Engine.Default.TextLength,
        Least = 1,
        Most = 4_000_000,
    };

    public static readonly NumberSetting TemplateNodes = new(nameof(TemplateNodes), "--template-nodes", "COFFER_TEMPLATE_NODES")
    {
        Text = "Nodes of all templates of one Secret together (texts, actions, commands, arguments, names of fields), {range}",
        Default = Engine.Default.Nodes,
        Least = 1,
        Most = 1_000_000,
    };

    /// <summary>Room for some thousand secrets with templates of their own.</summary>
    public static readonly NumberSetting TemplateCache = new(nameof(TemplateCache), "--template-cache", "COFFER_TEMPLATE_CACHE")
    {
        Text = "Bytes of memory that a silo keeps parsed templates in, {range}",
        Default = 32 * 1024 * 1024,
        Least = 0,
        Most = 1_000_000_000,
    };

    public static readonly NumberSetting SecretFields = new(nameof(SecretFields), "--secret-fields", "COFFER_SECRET_FIELDS")
    {
        Text = "Fields that a secret in Vault may have, what is inside of them counted too, {range}",
        Default = SpecLimits.Fields,
        Least = 1,
        Most = 1_000_000,
        Remark = "[Limits](limits.md) tells all limits",
    };
    /// <summary>What one rendering may cost.</summary>
    public static readonly IReadOnlyList<Setting> TemplateLimits =
        [TemplateOutput, TemplateSteps, TemplateDepth, TemplateRegex, TemplateTime, TemplateText, TemplateNodes];

    /// <summary>All of them, under the headings of docs/settings.md.</summary>
    public static readonly IReadOnlyList<SettingSection> Sections =
    [
        new("Kubernetes", [Kubeconfig, KubeContext, OperatorNamespace, KubeRequests, WatchNamespaces, SecretAccess]),
        new("Manifests", [CrossNamespaceRefs, AmbientAwsCredentials, GlobalVaultAuthOptions, FilesFrom]),
        new("Proxies", [HttpsProxy, HttpProxy, NoProxy]),
        new("Health, metrics and the dashboard", [HttpAddress, HttpPort, Dashboard, ObjectMetrics]),
        new("Silos", [Clustering, ClusterId, SiloName, AdvertisedAddress, SiloPort, PrimarySiloPort, SiloTls]),
        new("Log", [LogLevel, LogFormat]),
        new("Secrets", [MinRefresh, RestartWindow, RestartInterval, Adopt, ExcludeRaw]),
        new("Vault", [VaultRequests, VaultTimeout, VaultAnswer, VaultMemory, VaultAddresses]),
        new("Clouds", [GcpStsEndpoint, GcpIamEndpoint, GcpMetadataHost]),
        new("Templates and fields", [.. TemplateLimits, TemplateCache, SecretFields]),
    ];

    /// <summary>All of them, in the order of the help text.</summary>
    public static readonly IReadOnlyList<Setting> All = [.. Sections.SelectMany(static section => section.Settings)];

    private static (string? Entry, string? Fault) GlobalVaultAuthOption(string name) => name switch
    {
        AllowDefaultGlobals or "none" => (name, null),
        _ => (null, $"'{name}' is neither {AllowDefaultGlobals} nor none"),
    };

    private static (string? Entry, string? Fault) Namespace(string name) => (name, LabelSetting.Fault(name, "a namespace"));

    private static (HostPattern? Entry, string? Fault) Host(string text) => HostPattern.Parse(text) is { } host
        ? (host, null)
        : (null, $"'{text}' is no host; write a name, *.suffix, an address or a network such as 10.0.0.0/8, "
            + "with :port if only that port is "
            + "meant");
}
