using System.Net;
using Coffer.Domain.Reach;
using Coffer.Silo.CommandLine;
using Coffer.Silo.Options;
using Coffer.Templates;
using Microsoft.Extensions.Logging;

namespace Coffer.Silo.Tests.Options;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Everything_has_a_default()
    {
        var (options, failures) = Read([]);

        Assert.Empty(failures);
        Assert.NotNull(options);
        Assert.Null(options.Kubernetes.Kubeconfig);
        Assert.Empty(options.Kubernetes.Namespaces);
        Assert.Equal(new HttpSettings(IPAddress.Any, 8080, Dashboard: false), options.Http);
        Assert.Equal(
            new ClusterSettings(ClusteringMode.Localhost, 11111, 11111)
            {
                Id = "coffer",
                AdvertisedAddress = IPAddress.Loopback,
                SiloName = Environment.MachineName,
            }, options.Cluster);
        Assert.Equal(new LogSettings(LogLevel.Information, LogFormat.Json), options.Log);
        Assert.Equal(new RestartSettings(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)), options.Restarts);
        Assert.Equal(
            new VaultSettings(32, TimeSpan.FromSeconds(10))
            {
                AnswerBytes = 2_097_152,
                MemoryBytes = 67_108_864,
                Addresses = null,
                Loopback = true,
            },
            options.Vault);
        Assert.Empty(options.FilesFrom);
        Assert.Null(options.Proxies);
        Assert.True(options.CrossNamespaceRefs);
        Assert.False(options.AmbientAwsCredentials);
        Assert.Equal(TimeSpan.FromSeconds(1), options.MinRefresh);
        Assert.False(options.Adopt);
        Assert.False(options.SiloTls);
        Assert.Equal(TemplateLimits.Default with { Time = TimeSpan.FromSeconds(5) }, options.TemplateLimits);
    }

    [Fact]
    public void Everything_can_be_set()
    {
        var (options, failures) = Read(new()
        {
            [Settings.Kubeconfig] = "/there",
            [Settings.KubeContext] = "dev",
            [Settings.OperatorNamespace] = "coffer-system",
            [Settings.KubeRequests] = "5",
            [Settings.WatchNamespaces] = "one, two,one",
            [Settings.HttpAddress] = "::1",
            [Settings.HttpPort] = "9090",
            [Settings.Dashboard] = "true",
            [Settings.Clustering] = "kubernetes",
            [Settings.ClusterId] = "second",
            [Settings.SiloName] = "coffer-7d4b",
            [Settings.AdvertisedAddress] = "10.244.1.7",
            [Settings.SiloPort] = "11112",
            [Settings.PrimarySiloPort] = "11111",
            [Settings.SiloTls] = "true",
            [Settings.LogLevel] = "debug",
            [Settings.LogFormat] = "text",
            [Settings.RestartWindow] = "500ms",
            [Settings.RestartInterval] = "2m",
            [Settings.Adopt] = "True",
            [Settings.VaultRequests] = "7",
            [Settings.VaultTimeout] = "2.5s",
            [Settings.VaultAddresses] = "*.vault.svc:8200, 10.0.0.0/8",
            [Settings.GcpStsEndpoint] = "https://sts-psc.p.googleapis.com/",
            [Settings.GcpIamEndpoint] = "http://127.0.0.1:8081",
            [Settings.GcpMetadataHost] = "10.1.2.3:8080",
            [Settings.FilesFrom] = "/mnt/coffer/, team-a=/mnt/a,*=/etc/ssl/certs",
            [Settings.HttpsProxy] = "user:word@proxy:3128",
            [Settings.NoProxy] = "10.0.0.0/8,.svc",
            [Settings.CrossNamespaceRefs] = "false",
            [Settings.AmbientAwsCredentials] = "true",
            [Settings.MinRefresh] = "30s",
            [Settings.VaultAnswer] = "100000",
            [Settings.VaultMemory] = "400000",
            [Settings.TemplateOutput] = "1000",
            [Settings.TemplateSteps] = "2000",
            [Settings.TemplateDepth] = "30",
            [Settings.TemplateRegex] = "40",
            [Settings.TemplateTime] = "500ms",
        });

        Assert.Empty(failures);
        Assert.NotNull(options);
        Assert.Equal(("/there", "dev", "coffer-system", 5),
            (options.Kubernetes.Kubeconfig, options.Kubernetes.Context, options.Kubernetes.OperatorNamespace, options.Kubernetes.Requests));
        Assert.Equal(["one", "two"], options.Kubernetes.Namespaces);
        Assert.Equal(new HttpSettings(IPAddress.IPv6Loopback, 9090, Dashboard: true), options.Http);
        Assert.Equal(
            new ClusterSettings(ClusteringMode.Kubernetes, 11112, 11111)
            {
                Id = "second",
                AdvertisedAddress = IPAddress.Parse("10.244.1.7"),
                SiloName = "coffer-7d4b",
            }, options.Cluster);
        Assert.Equal(new LogSettings(LogLevel.Debug, LogFormat.Text), options.Log);
        Assert.Equal(new RestartSettings(TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(2)), options.Restarts);
        Assert.Equal(new VaultSettings(7, TimeSpan.FromSeconds(2.5))
        {
            AnswerBytes = 100_000,
            MemoryBytes = 400_000,
            Addresses = options.Vault.Addresses,
            Loopback = true,
        }, options.Vault);
        Assert.Equal(
            new GcpSettings(new("https://sts-psc.p.googleapis.com"), new("http://127.0.0.1:8081"), new("http://10.1.2.3:8080")),
            options.Gcp);
        Assert.Equal(["*.vault.svc:8200", "10.0.0.0/8"], options.Vault.Addresses!.Select(pattern => pattern.Text));
        Assert.Equal([new FileFolder("/mnt/coffer", null), new FileFolder("/mnt/a", "team-a"), new FileFolder("/etc/ssl/certs", "*")],
            options.FilesFrom);
        Assert.Equal(("http://user:word@proxy:3128/", null, "10.0.0.0/8,.svc"),
            (options.Proxies?.ForHttps?.ToString(), options.Proxies?.ForHttp, options.Proxies?.NoProxy));
        Assert.False(options.CrossNamespaceRefs);
        Assert.True(options.AmbientAwsCredentials);
        Assert.Equal(TimeSpan.FromSeconds(30), options.MinRefresh);
        Assert.True(options.Adopt);
        Assert.True(options.SiloTls);
        Assert.Equal(
            new TemplateLimits
            {
                OutputBytes = 1000,
                Steps = 2000,
                Depth = 30,
                RegexInstructions = 40,
                Time = TimeSpan.FromMilliseconds(500),
            },
            options.TemplateLimits);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_flag_and_variable()
    {
        var (options, failures) = Read(new()
        {
            [Settings.Kubeconfig] = "/nowhere",
            [Settings.OperatorNamespace] = "Coffer",
            [Settings.WatchNamespaces] = "ok,-bad",
            [Settings.HttpAddress] = "example.org",
            [Settings.HttpPort] = "0",
            [Settings.Dashboard] = "perhaps",
            [Settings.Clustering] = "magic",
            [Settings.ClusterId] = "Mine!",
            [Settings.AdvertisedAddress] = "pod",
            [Settings.LogLevel] = "1",
            [Settings.LogFormat] = "xml",
            [Settings.RestartWindow] = "5",
            [Settings.VaultRequests] = "-1",
            [Settings.VaultTimeout] = "11s",
            [Settings.VaultAddresses] = "https://vault,vault",
            [Settings.GcpStsEndpoint] = "http://sts.googleapis.com",
            [Settings.GcpIamEndpoint] = "https://user:word@iam.example/path",
            [Settings.GcpMetadataHost] = "http://metadata",
            [Settings.FilesFrom] = "relative,/var/run",
            [Settings.HttpsProxy] = "ftp://user:word@proxy",
            [Settings.CrossNamespaceRefs] = "perhaps",
            [Settings.MinRefresh] = "0s",
            [Settings.VaultMemory] = "1000000",
            [Settings.TemplateTime] = "10ms",
            [Settings.TemplateNodes] = "0",
            [Settings.SecretFields] = "many",
        });

        Assert.Null(options);
        Assert.Equal(
            """
            coffer can't start. Please mend:
              --kubeconfig (COFFER_KUBECONFIG): there is no file '/nowhere'; name an existing kubeconfig, or leave it away in a pod.
              --operator-namespace (COFFER_OPERATOR_NAMESPACE): 'Coffer' is not a namespace; use lower-case letters, digits and '-', at most 63 of them.
              --watch-namespaces (COFFER_WATCH_NAMESPACES): '-bad' is not a namespace; use lower-case letters, digits and '-', at most 63 of them.
              --http-address (COFFER_HTTP_ADDRESS): 'example.org' is not an IP address; give one such as 127.0.0.1 or 0.0.0.0.
              --http-port (COFFER_HTTP_PORT): '0' is not a number from 1 to 65535.
              --dashboard (COFFER_DASHBOARD): 'perhaps' is neither true nor false.
              --clustering (COFFER_CLUSTERING): 'magic' is not known; choose localhost or kubernetes.
              --cluster-id (COFFER_CLUSTER_ID): 'Mine!' is not a cluster id; use lower-case letters, digits and '-', at most 63 of them.
              --advertised-address (COFFER_ADVERTISED_ADDRESS): 'pod' is not an IP address; give one such as 127.0.0.1 or 0.0.0.0.
              --log-level (COFFER_LOG_LEVEL): '1' is not known; choose trace or debug or information or warning or error or critical or none.
              --log-format (COFFER_LOG_FORMAT): 'xml' is not known; choose json or text.
              --restart-window (COFFER_RESTART_WINDOW): '5' is not a time from 0s to 600s; write it as 500ms, 5s, 2m or 1h.
              --vault-requests (COFFER_VAULT_REQUESTS): '-1' is not a number from 1 to 1000.
              --vault-timeout (COFFER_VAULT_TIMEOUT): '11s' is not a time from 1s to 10s; write it as 500ms, 5s, 2m or 1h.
              --vault-addresses (COFFER_VAULT_ADDRESSES): 'https://vault' is no host; write a name, *.suffix, an address or a network such as 10.0.0.0/8, with :port if only that port is meant.
              --vault-memory (COFFER_VAULT_MEMORY): 1000000 is less than four times --vault-answer (COFFER_VAULT_ANSWER), which is 2097152; one namespace gets a quarter of it.
              --gcp-sts-endpoint (COFFER_GCP_STS_ENDPOINT): is not the URL of a service; write it as https://host or https://host:port, or with http:// for a loopback address.
              --gcp-iam-endpoint (COFFER_GCP_IAM_ENDPOINT): is not the URL of a service; write it as https://host or https://host:port, or with http:// for a loopback address.
              --gcp-metadata-host (COFFER_GCP_METADATA_HOST): is not a host; write a name or an address, with :port where it is another than 80.
              --cross-namespace-refs (COFFER_CROSS_NAMESPACE_REFS): 'perhaps' is neither true nor false.
              --files-from (COFFER_FILES_FROM): 'relative' is no folder; write /folder, namespace=/folder or *=/folder, with an absolute path without '..'.
              --files-from (COFFER_FILES_FROM): '/var/run' holds the operator's own credentials or the kernel's files; name a folder that was made for manifests.
              --https-proxy (COFFER_HTTPS_PROXY): is not the URL of a proxy; write it as http://proxy.example.com:3128.
              --min-refresh (COFFER_MIN_REFRESH): '0s' is not a time from 1s to 86400s; write it as 500ms, 5s, 2m or 1h.
              --template-nodes (COFFER_TEMPLATE_NODES): '0' is not a number from 1 to 1000000.
              --template-time (COFFER_TEMPLATE_TIME): '10ms' is not a time from 0.1s to 15s; write it as 500ms, 5s, 2m or 1h.
              --secret-fields (COFFER_SECRET_FIELDS): 'many' is not a number from 1 to 1000000.
            """.ReplaceLineEndings(),
            RunAction.Complaint(failures));
    }

    [Fact]
    public void In_a_pod_loopback_addresses_are_the_operators_own()
    {
        var (options, _) = OptionsReader.Read(
            new Dictionary<Setting, string>(), file => file == "/var/run/secrets/kubernetes.io/serviceaccount/token");

        Assert.False(options!.Vault.Loopback);
    }

    [Fact]
    public void Over_a_network_TLS_can_not_be_switched_off()
    {
        var (_, failures) = Read(new() { [Settings.Clustering] = "kubernetes", [Settings.SiloTls] = "false" });

        Assert.Equal("--silo-tls (COFFER_SILO_TLS): silos that meet over a network always authenticate each other; leave it away.",
            Assert.Single(failures));
    }

    [Fact]
    public void Http_and_silo_need_ports_of_their_own()
    {
        var (_, failures) = Read(new() { [Settings.HttpPort] = "5000", [Settings.SiloPort] = "5000" });

        Assert.Equal("--silo-port (COFFER_SILO_PORT): 5000 is the port of --http-port (COFFER_HTTP_PORT) as well; give each its own.",
            Assert.Single(failures));
    }

    [Theory]
    [InlineData("kubernetes", null, true)]
    [InlineData("kubernetes", "127.0.0.1", true)]
    [InlineData("kubernetes", "10.244.1.7", false)]
    [InlineData("localhost", null, false)]
    public void A_silo_in_a_pod_must_be_reachable_by_other_pods(string clustering, string? address, bool isFault)
    {
        var given = new Dictionary<Setting, string> { [Settings.Clustering] = clustering };
        if (address is not null)
        {
            given[Settings.AdvertisedAddress] = address;
        }

        var (_, failures) = OptionsReader.Read(given, file => file == "/var/run/secrets/kubernetes.io/serviceaccount/token");

        Assert.Equal(isFault, failures.Any(failure => failure.Contains("POD_IP", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_a_list_in_KUBECONFIG_the_first_existing_file_is_taken()
    {
        var (options, _) = Read(new() { [Settings.Kubeconfig] = $"/nowhere{Path.PathSeparator}/there" });

        Assert.Equal("/there", options!.Kubernetes.Kubeconfig);
    }

    private static (CofferOptions? Options, IReadOnlyList<string> Failures) Read(Dictionary<Setting, string> given) =>
        OptionsReader.Read(given, file => file == "/there");
}
