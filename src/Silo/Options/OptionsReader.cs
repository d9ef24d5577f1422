using System.Globalization;
using System.Net;
using Coffer.Contracts.Resources;
using Coffer.Domain.Proxies;
using Coffer.Domain.Reach;
using Coffer.Templates;

namespace Coffer.Silo.Options;

/// <summary>Turns texts into options: pure, and never stops at the first fault. Each failure names the flag and the variable that mend it.</summary>
internal sealed class OptionsReader
{
    /// <summary>Only a pod has it.</summary>
    private const string PodToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private readonly List<string> _failures = [];
    private readonly IReadOnlyDictionary<Setting, string> _given;
    private readonly Func<string, bool> _fileExists;

    private OptionsReader(IReadOnlyDictionary<Setting, string> given, Func<string, bool> fileExists) => (_given, _fileExists) = (given, fileExists);

    /// <summary>Reads what is given; whatever is not has its default. The options are null exactly when there are failures.</summary>
    public static (CofferOptions? Options, IReadOnlyList<string> Failures) Read(IReadOnlyDictionary<Setting, string> given, Func<string, bool> fileExists)
    {
        var reader = new OptionsReader(given, fileExists);
        var options = reader.Options();
        return (reader._failures.Count == 0 ? options : null, reader._failures);
    }

    /// <summary>Reads the limits of templates alone, for a command that needs nothing else. They are null exactly when there are failures.</summary>
    public static (TemplateLimits? Limits, IReadOnlyList<string> Failures) ReadTemplateLimits(IReadOnlyDictionary<Setting, string> given)
    {
        var reader = new OptionsReader(given, static _ => false);
        var limits = reader.TemplateLimits();
        return (reader._failures.Count == 0 ? limits : null, reader._failures);
    }

    private CofferOptions Options() => new()
    {
        Kubernetes = new KubernetesSettings(Kubeconfig(), Text(Settings.KubeContext), Label(Settings.OperatorNamespace, "a namespace"), Number(Settings.KubeRequests, 64, 1, 1000), Namespaces()) { Secrets = Choice(Settings.SecretAccess, SecretAccess.Watch) },
        Http = new HttpSettings(Address(Settings.HttpAddress, IPAddress.Any), Number(Settings.HttpPort, 8080, 1, 65535), Switch(Settings.Dashboard)),
        Cluster = Cluster(),
        SiloTls = SiloTls(),
        Log = new LogSettings(Choice(Settings.LogLevel, LogLevel.Information), Choice(Settings.LogFormat, LogFormat.Json)),
        Restarts = new RestartSettings(
            Duration(Settings.RestartWindow, 5, 0, 600), Duration(Settings.RestartInterval, 60, 0, 86400)),
        Vault = Vault(),
        CrossNamespaceRefs = Switch(Settings.CrossNamespaceRefs, byDefault: true),
        FilesFrom = Folders(),
        Proxies = Proxies(),
        MinRefresh = Duration(Settings.MinRefresh, 1, 1, 86400),
        ObjectMetrics = Switch(Settings.ObjectMetrics),
        Adopt = Switch(Settings.Adopt),
        ExcludeRaw = Switch(Settings.ExcludeRaw),
        TemplateLimits = TemplateLimits(),
        TemplateCacheBytes = Number(Settings.TemplateCache, CofferOptions.DefaultTemplateCache, 0, 1_000_000_000),
        SecretFields = Number(Settings.SecretFields, SpecLimits.Fields, 1, 1_000_000),
    };

    private VaultSettings Vault()
    {
        var calls = new VaultSettings(Number(Settings.VaultRequests, 32, 1, 1000), Duration(Settings.VaultTimeout, 10, 1, 10));
        var vault = calls with
        {
            AnswerBytes = Number(Settings.VaultAnswer, calls.AnswerBytes, 64 * 1024, 32 * 1024 * 1024),
            MemoryBytes = Number(Settings.VaultMemory, calls.MemoryBytes, 256 * 1024, int.MaxValue),
            Addresses = Hosts(Settings.VaultAddresses),
            Loopback = !_fileExists(PodToken),
        };
        if (vault.MemoryBytes / 4 < vault.AnswerBytes)
        {
            Fail(Settings.VaultMemory, $"{vault.MemoryBytes} is less than four times {Settings.VaultAnswer.Label}, which is {vault.AnswerBytes}; one namespace gets a quarter of it");
        }

        return vault;
    }

    private TemplateLimits TemplateLimits()
    {
        var limits = CofferOptions.DefaultTemplateLimits;
        return new TemplateLimits
        {
            OutputBytes = Number(Settings.TemplateOutput, limits.OutputBytes, 1, 64_000_000),
            Steps = Number(Settings.TemplateSteps, (int)limits.Steps, 1, 1_000_000_000),
            Depth = Number(Settings.TemplateDepth, limits.Depth, 1, 100_000),
            RegexInstructions = Number(Settings.TemplateRegex, limits.RegexInstructions, 1, 1_000_000),
            TextLength = Number(Settings.TemplateText, limits.TextLength, 1, 4_000_000),
            Nodes = Number(Settings.TemplateNodes, limits.Nodes, 1, 1_000_000),
            Time = Duration(Settings.TemplateTime, limits.Time, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15)),
        };
    }

    private ClusterSettings Cluster()
    {
        var port = Number(Settings.SiloPort, 11111, 1, 65535);
        var mode = Choice(Settings.Clustering, ClusteringMode.Localhost);
        var cluster = new ClusterSettings(mode, port, Number(Settings.PrimarySiloPort, port, 1, 65535))
        {
            Id = Label(Settings.ClusterId, "a cluster id") ?? "coffer",
            AdvertisedAddress = Address(Settings.AdvertisedAddress, IPAddress.Loopback),
            SiloName = Text(Settings.SiloName) ?? Environment.MachineName,
        };
        if (mode == ClusteringMode.Kubernetes && IPAddress.IsLoopback(cluster.AdvertisedAddress) && _fileExists(PodToken))
        {
            Fail(Settings.AdvertisedAddress, "in a pod other silos need the pod's own address; set POD_IP from status.podIP");
        }

        if (_given.ContainsKey(Settings.HttpPort) && Number(Settings.HttpPort, 0, 0, 65535, silent: true) == port)
        {
            Fail(Settings.SiloPort, $"{port} is the port of {Settings.HttpPort.Label} as well; give each its own");
        }

        return cluster;
    }

    private bool SiloTls()
    {
        var isNetworked = Choice(Settings.Clustering, ClusteringMode.Localhost, silent: true) != ClusteringMode.Localhost;
        var wanted = Switch(Settings.SiloTls);
        if (isNetworked && !wanted && Text(Settings.SiloTls) is not null)
        {
            Fail(Settings.SiloTls, "silos that meet over a network always authenticate each other; leave it away");
        }

        return wanted || isNetworked;
    }

    private string? Kubeconfig()
    {
        // KUBECONFIG may be a list, as kubectl takes it; the first file that exists is the one that kubectl reads the context from.
        var text = Text(Settings.Kubeconfig);
        var file = text?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(_fileExists);
        if (text is not null && file is null)
        {
            Fail(Settings.Kubeconfig, $"there is no file '{text}'; name an existing kubeconfig, or leave it away in a pod");
        }

        return file;
    }

    private List<HostPattern>? Hosts(Setting setting)
    {
        var texts = Entries(setting);
        foreach (var text in texts.Where(text => HostPattern.Parse(text) is null))
        {
            Fail(setting, $"'{text}' is no host; write a name, *.suffix, an address or a network such as 10.0.0.0/8, with :port if only that port is meant");
        }

        return texts.Count == 0 ? null : [.. texts.Select(HostPattern.Parse).OfType<HostPattern>()];
    }

    private ProxyRules? Proxies()
    {
        var (https, http) = (Proxy(Settings.HttpsProxy), Proxy(Settings.HttpProxy));
        return https is null && http is null ? null : new ProxyRules(https, http, Text(Settings.NoProxy) ?? "");
    }

    /// <summary>Never shows the text: it may hold a password.</summary>
    private Uri? Proxy(Setting setting)
    {
        var proxy = Text(setting) is { } text ? ProxyRules.Parse(text) : null;
        if (proxy is null && Text(setting) is not null)
        {
            Fail(setting, "is not the URL of a proxy; write it as http://proxy.example.com:3128");
        }

        return proxy;
    }

    private List<FileFolder> Folders()
    {
        var read = Entries(Settings.FilesFrom).ConvertAll(FileFolder.Parse);
        read.Select(entry => entry.Flaw).OfType<string>().ToList().ForEach(flaw => Fail(Settings.FilesFrom, flaw));
        return [.. read.Select(entry => entry.Folder).OfType<FileFolder>()];
    }

    private List<string> Entries(Setting setting) =>
        [.. (Text(setting) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private List<string> Namespaces()
    {
        var names = Entries(Settings.WatchNamespaces);
        names.ForEach(name => CheckLabel(Settings.WatchNamespaces, name, "a namespace"));
        return names;
    }

    private string? Label(Setting setting, string what)
    {
        var name = Text(setting);
        if (name is not null)
        {
            CheckLabel(setting, name, what);
        }

        return name;
    }

    private void CheckLabel(Setting setting, string name, string what)
    {
        if (!IsLabel(name))
        {
            Fail(setting, $"'{name}' is not {what}; use lower-case letters, digits and '-', at most 63 of them");
        }
    }

    /// <summary>An RFC 1123 label, as the API server demands of namespaces.</summary>
    private static bool IsLabel(string name) =>
        name.Length <= 63 && name[0] != '-' && name[^1] != '-' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private IPAddress Address(Setting setting, IPAddress byDefault)
    {
        if (Text(setting) is not { } text)
        {
            return byDefault;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        Fail(setting, $"'{text}' is not an IP address; give one such as 127.0.0.1 or 0.0.0.0");
        return byDefault;
    }

    private T Choice<T>(Setting setting, T byDefault, bool silent = false)
        where T : struct, Enum
    {
        if (Text(setting) is not { } text)
        {
            return byDefault;
        }

        if (text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var value))
        {
            return value;
        }

        if (!silent)
        {
            Fail(setting, $"'{text}' is not known; choose {string.Join(" or ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
        }

        return byDefault;
    }

    private bool Switch(Setting setting, bool byDefault = false)
    {
        var text = Text(setting) ?? byDefault.ToString();
        if (!bool.TryParse(text, out var value))
        {
            Fail(setting, $"'{text}' is neither true nor false");
        }

        return value;
    }

    private int Number(Setting setting, int byDefault, int least, int most, bool silent = false)
    {
        if (Text(setting) is not { } text)
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        if (!silent)
        {
            Fail(setting, $"'{text}' is not a number from {least} to {most}");
        }

        return byDefault;
    }

    private TimeSpan Duration(Setting setting, int defaultSeconds, int leastSeconds, int mostSeconds) =>
        Duration(setting, TimeSpan.FromSeconds(defaultSeconds), TimeSpan.FromSeconds(leastSeconds), TimeSpan.FromSeconds(mostSeconds));

    private TimeSpan Duration(Setting setting, TimeSpan byDefault, TimeSpan least, TimeSpan most)
    {
        if (Text(setting) is not { } text)
        {
            return byDefault;
        }

        if (Durations.TryParse(text, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Fail(setting, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a time from {least.TotalSeconds}s to {most.TotalSeconds}s; write it as 500ms, 5s, 2m or 1h"));
        return byDefault;
    }

    private string? Text(Setting setting) => _given.GetValueOrDefault(setting);

    private void Fail(Setting setting, string what) => _failures.Add($"{setting.Label}: {what}.");
}
