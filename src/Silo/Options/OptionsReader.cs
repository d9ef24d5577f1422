using System.Net;
using Coffer.Domain.Proxies;
using Coffer.Templates;

namespace Coffer.Silo.Options;

/// <summary>
/// Turns texts into options: pure, and never stops at the first fault. Each failure names the flag and the variable that mend it.
/// <see cref="Settings"/> tells what may be given and what holds otherwise; here is only what hangs on more than one setting or on files.
/// </summary>
internal sealed class OptionsReader
{
    /// <summary>Only a pod has it.</summary>
    private const string PodToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private readonly List<string> _failures = [];
    private readonly IReadOnlyDictionary<Setting, string> _given;
    private readonly Func<string, bool> _fileExists;

    private OptionsReader(IReadOnlyDictionary<Setting, string> given, Func<string, bool> fileExists) =>
        (_given, _fileExists) = (given, fileExists);

    /// <summary>The options where nothing is given, outside of a pod.</summary>
    public static CofferOptions Defaults() => new OptionsReader(new Dictionary<Setting, string>(), static _ => false).Options();

    /// <summary>Reads what is given; whatever is not has its default. The options are null exactly when there are failures.</summary>
    public static (CofferOptions? Options, IReadOnlyList<string> Failures) Read(
        IReadOnlyDictionary<Setting, string> given, Func<string, bool> fileExists)
    {
        var reader = new OptionsReader(given, fileExists);
        var options = reader.Options();
        return (reader._failures.Count == 0 ? options : null, reader._failures);
    }

    private CofferOptions Options()
    {
        var (kubernetes, http) = (Kubernetes(), new HttpSettings(
            Get(Settings.HttpAddress), Get(Settings.HttpPort), Get(Settings.Dashboard)));
        var cluster = Cluster();
        return new CofferOptions
        {
            Kubernetes = kubernetes,
            Http = http,
            Cluster = cluster,
            SiloTls = SiloTls(cluster.Mode),
            Log = new LogSettings(Get(Settings.LogLevel), Get(Settings.LogFormat)),
            Restarts = new RestartSettings(Get(Settings.RestartWindow), Get(Settings.RestartInterval)),
            Vault = Vault(),
            Gcp = new GcpSettings(
                Get(Settings.GcpStsEndpoint), Get(Settings.GcpIamEndpoint), Get(Settings.GcpMetadataHost)),
            CrossNamespaceRefs = Get(Settings.CrossNamespaceRefs),
            AmbientAwsCredentials = Get(Settings.AmbientAwsCredentials),
            DefaultGlobals = Get(Settings.GlobalVaultAuthOptions) is [Settings.AllowDefaultGlobals],
            FilesFrom = Get(Settings.FilesFrom),
            Proxies = Proxies(),
            MinRefresh = Get(Settings.MinRefresh),
            ObjectMetrics = Get(Settings.ObjectMetrics),
            Adopt = Get(Settings.Adopt),
            ExcludeRaw = Get(Settings.ExcludeRaw),
            TemplateLimits = TemplateLimits(),
            TemplateCacheBytes = Get(Settings.TemplateCache),
            SecretFields = Get(Settings.SecretFields),
        };
    }

    private KubernetesSettings Kubernetes() => new()
    {
        Kubeconfig = Kubeconfig(),
        Context = Get(Settings.KubeContext),
        OperatorNamespace = Get(Settings.OperatorNamespace),
        Requests = Get(Settings.KubeRequests),
        Namespaces = Get(Settings.WatchNamespaces),
        Secrets = Get(Settings.SecretAccess),
    };

    private VaultSettings Vault()
    {
        var vault = new VaultSettings(Get(Settings.VaultRequests), Get(Settings.VaultTimeout))
        {
            AnswerBytes = Get(Settings.VaultAnswer),
            MemoryBytes = Get(Settings.VaultMemory),
            Addresses = Get(Settings.VaultAddresses) is { Count: > 0 } hosts ? hosts : null,
            Loopback = !_fileExists(PodToken),
        };
        if (vault.MemoryBytes / 4 < vault.AnswerBytes)
        {
            var least = $"four times {Settings.VaultAnswer.Label}, which is {vault.AnswerBytes}";
            Fail(Settings.VaultMemory, $"{vault.MemoryBytes} is less than {least}; one namespace gets a quarter of it");
        }

        return vault;
    }

    private TemplateLimits TemplateLimits() => new()
    {
        OutputBytes = Get(Settings.TemplateOutput),
        Steps = Get(Settings.TemplateSteps),
        Depth = Get(Settings.TemplateDepth),
        RegexInstructions = Get(Settings.TemplateRegex),
        TextLength = Get(Settings.TemplateText),
        Nodes = Get(Settings.TemplateNodes),
        Time = Get(Settings.TemplateTime),
    };

    private ClusterSettings Cluster()
    {
        var port = Get(Settings.SiloPort);
        var mode = Get(Settings.Clustering);
        var cluster = new ClusterSettings(mode, port, Get(Settings.PrimarySiloPort) is > 0 and var primary ? primary : port)
        {
            Id = Get(Settings.ClusterId)!,
            AdvertisedAddress = Get(Settings.AdvertisedAddress),
            SiloName = Get(Settings.SiloName) ?? Environment.MachineName,
        };
        if (mode == ClusteringMode.Kubernetes && IPAddress.IsLoopback(cluster.AdvertisedAddress) && _fileExists(PodToken))
        {
            Fail(Settings.AdvertisedAddress, "in a pod other silos need the pod's own address; set POD_IP from status.podIP");
        }

        List<string> faults = [];
        if (_given.TryGetValue(Settings.HttpPort, out var http) && Settings.HttpPort.Read(http, faults) == port && faults.Count == 0)
        {
            Fail(Settings.SiloPort, $"{port} is the port of {Settings.HttpPort.Label} as well; give each its own");
        }

        return cluster;
    }

    private bool SiloTls(ClusteringMode mode)
    {
        var isNetworked = mode != ClusteringMode.Localhost;
        var wanted = Get(Settings.SiloTls);
        if (isNetworked && !wanted && _given.ContainsKey(Settings.SiloTls))
        {
            Fail(Settings.SiloTls, "silos that meet over a network always authenticate each other; leave it away");
        }

        return wanted || isNetworked;
    }

    private string? Kubeconfig()
    {
        // KUBECONFIG may be a list, as kubectl takes it; the first file that exists is the one that kubectl reads the context from.
        var text = Get(Settings.Kubeconfig);
        var file = text?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(_fileExists);
        if (text is not null && file is null)
        {
            Fail(Settings.Kubeconfig, $"there is no file '{text}'; name an existing kubeconfig, or leave it away in a pod");
        }

        return file;
    }

    private ProxyRules? Proxies()
    {
        var (https, http) = (Get(Settings.HttpsProxy), Get(Settings.HttpProxy));
        return https is null && http is null ? null : new ProxyRules(https, http, Get(Settings.NoProxy) ?? "");
    }

    /// <summary>What is given, or the default; each fault is told.</summary>
    private T Get<T>(TypedSetting<T> setting)
    {
        if (!_given.TryGetValue(setting, out var text))
        {
            return setting.Default;
        }

        List<string> faults = [];
        var value = setting.Read(text, faults);
        faults.ForEach(fault => Fail(setting, fault));
        return value;
    }

    private void Fail(Setting setting, string what) => _failures.Add($"{setting.Label}: {what}.");
}
