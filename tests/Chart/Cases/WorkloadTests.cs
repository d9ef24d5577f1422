using Coffer.Chart.Tests.Rendering;
using Coffer.Chart.Tests.Support;
using Coffer.Silo.Options;

namespace Coffer.Chart.Tests.Cases;

/// <summary>The Deployment and what guards it.</summary>
public sealed class WorkloadTests
{
    private const string Container = "spec/template/spec/containers/0";

    public static TheoryData<int> Sets => ValueSets.Indices;

    [Theory, MemberData(nameof(Sets))]
    public void The_binary_takes_every_flag_and_variable_and_starts_with_them(int set)
    {
        var container = ValueSets.All[set].Render().One("Deployment").At(Container)!;
        var arguments = container["args"]!.AsArray().Select(argument => (string)argument!).ToList();
        var given = arguments.Skip(1).Select(argument => argument.Split('=', 2))
            .ToDictionary(pair => Setting(setting => setting.Flag == pair[0], pair[0]), pair => pair[1]);
        foreach (var name in container["env"]!.AsArray().Select(entry => (string)entry!["name"]!)
            .Where(name => name.StartsWith("POD_", StringComparison.Ordinal)))
        {
            given[Setting(setting => setting.Variables.Contains(name), name)] = "10.1.2.3";
        }

        Assert.Equal("run", arguments[0]);
        Assert.Empty(OptionsReader.Read(given, IsInPod).Failures);
    }

    [Theory, MemberData(nameof(Sets))]
    public void The_pod_satisfies_the_restricted_standard(int set)
    {
        var pod = ValueSets.All[set].Render().One("Deployment");

        Assert.True((bool)pod.At("spec/template/spec/securityContext/runAsNonRoot")!);
        Assert.Equal("RuntimeDefault", (string?)pod.At("spec/template/spec/securityContext/seccompProfile/type"));
        Assert.False((bool)pod.At($"{Container}/securityContext/allowPrivilegeEscalation")!);
        Assert.True((bool)pod.At($"{Container}/securityContext/readOnlyRootFilesystem")!);
        Assert.Equal(
            ["ALL"], pod.At($"{Container}/securityContext/capabilities/drop")!.AsArray().Select(capability => (string?)capability));
        Assert.Null(pod.At("spec/template/spec/hostNetwork"));
        Assert.Null(pod.At("spec/template/spec/hostPID"));
        Assert.DoesNotContain(pod.At("spec/template/spec/volumes")!.AsArray(), volume => volume!["hostPath"] is not null);
    }

    [Fact]
    public void A_rolling_update_never_has_fewer_replicas_than_wanted()
    {
        var deployment = new Release().Render().One("Deployment");

        Assert.Equal(0L, (long)deployment.At("spec/strategy/rollingUpdate/maxUnavailable")!);
        Assert.Equal(1L, (long)deployment.At("spec/strategy/rollingUpdate/maxSurge")!);
        Assert.True((long)deployment.At("spec/minReadySeconds")! > 0);
        var stop = (long)deployment.At($"{Container}/lifecycle/preStop/sleep/seconds")!;
        Assert.True((long)deployment.At("spec/template/spec/terminationGracePeriodSeconds")! >= stop + 60);
    }

    /// <summary>
    /// HTTP is served once the silo has joined, and joining waits for the API server: ten minutes of that are no reason to kill the pod.
    /// </summary>
    [Fact]
    public void A_pod_that_waits_for_the_API_server_is_not_killed_for_being_mute()
    {
        var container = new Release().Render().One("Deployment").At(Container)!;
        var startup = container["startupProbe"]!;

        Assert.True((long)startup["periodSeconds"]! * (long)startup["failureThreshold"]! >= 600);
        Assert.True((long)startup["periodSeconds"]! <= 5, "a replica that is up must not wait long to be ready");
        Assert.Equal(container["livenessProbe"]!["httpGet"]!.ToJsonString(), startup["httpGet"]!.ToJsonString());
    }

    [Fact]
    public void The_heap_is_kept_small() =>
        Assert.Contains(new Release().Render().One("Deployment").At($"{Container}/env")!.AsArray(),
            entry => (string?)entry!["name"] == "DOTNET_GCgen0size" && (string?)entry["value"] == "0x400000");

    [Fact]
    public void Replicas_are_spread_over_nodes_and_zones()
    {
        var constraints = new Release().Render().One("Deployment").At("spec/template/spec/topologySpreadConstraints")!.AsArray();

        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"],
            constraints.Select(constraint => (string?)constraint!["topologyKey"]));
        Assert.All(constraints, constraint => Assert.Equal(
            "coffer", (string?)constraint!["labelSelector"]!["matchLabels"]!["app.kubernetes.io/instance"]));
    }

    [Fact]
    public void A_constraint_keeps_a_selector_of_its_own()
    {
        var constraints = new Release(ValueSets.Everything).Render().One("Deployment")
            .At("spec/template/spec/topologySpreadConstraints")!.AsArray();

        Assert.Equal("yes", (string?)constraints[0]!["labelSelector"]!["matchLabels"]!["mine"]);
        Assert.Null(constraints[0]!["labelSelector"]!["matchLabels"]!["app.kubernetes.io/instance"]);
    }

    [Theory]
    [InlineData("", "maxUnavailable", "1")]
    [InlineData("controller: { replicas: 3, podDisruptionBudget: { maxUnavailable: \"2\" } }", "maxUnavailable", "2")]
    [InlineData("controller: { replicas: 3, podDisruptionBudget: { minAvailable: 2 } }", "minAvailable", "2")]
    [InlineData("controller: { replicas: 3, podDisruptionBudget: { minAvailable: 50% } }", "minAvailable", "\"50%\"")]
    [InlineData("controller: { replicas: 2, podDisruptionBudget: { minAvailable: \"0\", maxUnavailable: \"0\" } }", "maxUnavailable", "1")]
    public void A_budget_lets_a_drain_go_on(string values, string field, string value)
    {
        var budget = new Release(values).Render().One("PodDisruptionBudget");

        Assert.Equal(value, budget.Spec![field]!.ToJsonString());
        Assert.Equal("AlwaysAllow", (string?)budget.Spec["unhealthyPodEvictionPolicy"]);
        Assert.Null(budget.Spec[field == "minAvailable" ? "maxUnavailable" : "minAvailable"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_single_replica_has_no_budget_that_could_block(int replicas) =>
        Assert.Empty(new Release($"controller: {{ replicas: {replicas} }}").Render().Of("PodDisruptionBudget"));

    [Fact]
    public void Only_replicas_reach_the_silo_port()
    {
        var rules = new Release().Render().One("NetworkPolicy").Spec!["ingress"]!.AsArray();
        var silo = Assert.Single(rules, rule => rule!["ports"]!.AsArray().Any(port => (string?)port!["port"] == "silo"));

        var peer = Assert.Single(silo!["from"]!.AsArray());
        Assert.Equal("coffer", (string?)peer!["podSelector"]!["matchLabels"]!["app.kubernetes.io/instance"]);
        Assert.Null(peer["namespaceSelector"]);
    }

    [Fact]
    public void A_tag_and_a_digest_make_the_image()
    {
        Assert.Equal("localhost/coffer:0.1.0", Image(""));
        Assert.Equal("localhost/coffer:1.10", Image("controller: { manager: { image: { tag: \"1.10\" } } }"));
        Assert.Equal($"r/c@sha256:{new string('a', 64)}",
            Image($"controller: {{ manager: {{ image: {{ repository: r/c, tag: x, digest: \"sha256:{new string('a', 64)}\" }} }} }}"));
    }

    [Fact]
    public void Limits_of_templates_reach_the_binary_in_full()
    {
        var values = "{ telemetry: { objectMetrics: true }, controller: { manager: { templateLimits: { output: 64000000, "
            + "steps: 1000000000, depth: 7, regex: 1000000, time: 15s, text: 4000000, nodes: 1000000, cache: 1000000000 "
            + "}, secretFields: 1000000 } } }";
        var arguments = new Release(values).Render().One("Deployment").At($"{Container}/args")!.AsArray()
            .Select(argument => (string?)argument);

        Assert.Subset(arguments.ToHashSet(), new HashSet<string?>
            {
                "--template-output=64000000",
                "--template-steps=1000000000", "--template-depth=7", "--template-regex=1000000", "--template-time=15s",
                "--template-text=4000000", "--template-nodes=1000000", "--template-cache=1000000000", "--secret-fields=1000000",
                "--object-metrics=true",
            });
    }

    [Fact]
    public void What_manifests_may_reach_is_set_by_values_and_mounted_volumes_are_for_the_operators_own_manifests()
    {
        var values = """
            controller:
              manager:
                volumes:
                  - { name: ca, configMap: { name: ca }, mountPath: /etc/vault-ca, readOnly: true }
                  - { name: scratch, emptyDir: {}, mountPath: /tmp }
                filesFrom: ["*=/etc/ssl/certs"]
                crossNamespaceRefs: false
                ambientAwsCredentials: true
                globalVaultAuthOptions: { allowDefaultGlobals: false }
                minRefresh: 30s
                vaultClient: { addresses: ["*.vault.svc:8200", 10.0.0.0/8] }
                gcp:
                  stsEndpoint: https://sts-psc.p.googleapis.com
                  iamEndpoint: https://iam-psc.p.googleapis.com
                  metadataHost: 10.1.2.3:80
            """;

        Assert.Subset(ArgumentsOf(values), new HashSet<string?>
            {
                "--files-from=/etc/vault-ca,*=/etc/ssl/certs",
                "--cross-namespace-refs=false",
                "--ambient-aws-credentials=true",
                "--global-vault-auth-options=none",
                "--min-refresh=30s",
                "--vault-addresses=*.vault.svc:8200,10.0.0.0/8",
                "--gcp-sts-endpoint=https://sts-psc.p.googleapis.com", "--gcp-iam-endpoint=https://iam-psc.p.googleapis.com",
                "--gcp-metadata-host=10.1.2.3:80",
            });
        Assert.DoesNotContain(ArgumentsOf(""), argument => argument!.StartsWith("--files-from", StringComparison.Ordinal)
            || argument.StartsWith("--cross-namespace-refs", StringComparison.Ordinal)
            || argument.StartsWith("--ambient-aws-credentials", StringComparison.Ordinal)
            || argument.StartsWith("--global-vault-auth-options", StringComparison.Ordinal)
            || argument.StartsWith("--vault-addresses", StringComparison.Ordinal)
            || argument.StartsWith("--gcp-", StringComparison.Ordinal));
        Assert.Contains("--cross-namespace-refs=false", ArgumentsOf(ValueSets.Hardened));
    }

    /// <summary>
    /// Where the binary would refuse a folder it would not start: what a volume is mounted at is opened to manifests only if it may be.
    /// </summary>
    [Theory]
    [InlineData("/tmp")]
    [InlineData("/tmp/")]
    [InlineData("/")]
    [InlineData("/var")]
    [InlineData("/run")]
    [InlineData("/run/")]
    [InlineData("/var/run")]
    [InlineData("/var/run/")]
    [InlineData("/var/run/secrets")]
    [InlineData("/run/secrets/")]
    [InlineData("/var/run/secrets/kubernetes.io")]
    [InlineData("/var/run/secrets/kubernetes.io/serviceaccount")]
    [InlineData("/run/secrets/kubernetes.io/serviceaccount/")]
    [InlineData("/proc/self")]
    [InlineData("/sys")]
    [InlineData("/dev/shm")]
    [InlineData("/mnt/a,b")]
    [InlineData("/mnt/a=b")]
    [InlineData("/mnt/../proc")]
    [InlineData("mnt/ids")]
    [InlineData("/var/run/secrets/vault", true)]
    [InlineData("/var/run/secrets/kubernetes.iodine", true)]
    [InlineData("/var/lib/ids", true)]
    [InlineData("/run/ids", true)]
    [InlineData("/tmp/ids", true)]
    [InlineData("/development", true)]
    [InlineData("/mnt/..ids", true)]
    public void A_volume_that_is_mounted_at_the_operators_own_folders_is_not_for_manifests_and_keeps_it_from_no_start(
        string path, bool opened = false)
    {
        var flag = ArgumentsOf($"controller: {{ manager: {{ volumes: [{{ name: it, emptyDir: {{}}, mountPath: \"{path}\" }}] }} }}")
            .SingleOrDefault(argument => argument!.StartsWith("--files-from=", StringComparison.Ordinal));

        Assert.Equal(opened ? $"--files-from={path}" : null, flag);
        if (flag is not null)
        {
            Assert.Empty(OptionsReader.Read(new Dictionary<Setting, string> { [Settings.FilesFrom] = path }, IsInPod).Failures);
        }
    }

    /// <summary>Server-side apply, which Helm 4 uses, refuses lists with a key that stands twice; the binary takes a flag once.</summary>
    [Fact]
    public void What_people_set_themselves_stands_once()
    {
        var values = """
            controller:
              manager:
                extraArgs: ["--log-level=trace", "--kube-requests", "7"]
                kubeClient: { requests: 9 }
                extraEnv: [{ name: DOTNET_GCgen0size, value: "0x1000000" }, { name: POD_NAME, value: mine }]
                volumes: [{ name: scratch, emptyDir: {}, mountPath: /tmp/ }]
            """;
        var container = new Release(values).Render().One("Deployment").At(Container)!;
        var arguments = container["args"]!.AsArray().Select(argument => (string)argument!).ToList();
        var variables = container["env"]!.AsArray()
            .Select(entry => (Name: (string)entry!["name"]!, Value: (string?)entry["value"])).ToList();

        Assert.Equal(
            "--log-level=trace", Assert.Single(arguments, argument => argument.StartsWith("--log-level", StringComparison.Ordinal)));
        Assert.Equal(
            "--kube-requests", Assert.Single(arguments, argument => argument.StartsWith("--kube-requests", StringComparison.Ordinal)));
        Assert.Equal("0x1000000", Assert.Single(variables, variable => variable.Name == "DOTNET_GCgen0size").Value);
        Assert.Equal("mine", Assert.Single(variables, variable => variable.Name == "POD_NAME").Value);
        Assert.Equal("scratch", (string?)Assert.Single(container["volumeMounts"]!.AsArray())!["name"]);
    }

    [Fact]
    public void Two_releases_of_a_namespace_are_two_clusters_of_silos()
    {
        Assert.Contains("--cluster-id=blue-coffer", Arguments("blue"));
        Assert.Contains("--cluster-id=green-coffer", Arguments("green"));
    }

    [Fact]
    public void Namespaces_to_serve_include_the_operators_own()
    {
        var arguments = new Release("rbac: { secrets: { namespaces: [b, a] } }").Render()
            .One("Deployment").At($"{Container}/args")!.AsArray().Select(argument => (string?)argument);

        Assert.Contains("--watch-namespaces=a,b,coffer-system", arguments);
    }

    private static string? Image(string values) => (string?)new Release(values).Render().One("Deployment").At($"{Container}/image");

    private static HashSet<string?> ArgumentsOf(string values) =>
        [.. new Release(values).Render().One("Deployment").At($"{Container}/args")!.AsArray().Select(argument => (string?)argument)];

    private static IEnumerable<string?> Arguments(string release) =>
        new Release("", release).Render().One("Deployment").At($"{Container}/args")!.AsArray().Select(argument => (string?)argument);

    private static Setting Setting(Func<Setting, bool> isMeant, string name) =>
        Settings.All.SingleOrDefault(isMeant) ?? throw new InvalidDataException($"coffer run does not take {name}");

    private static bool IsInPod(string file) => file.StartsWith("/var/run/secrets/kubernetes.io/serviceaccount/", StringComparison.Ordinal);
}
