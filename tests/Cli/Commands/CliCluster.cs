using System.Reflection;
using System.Text.Json.Nodes;
using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;
using Coffer.Embedded.Kubernetes;
using Coffer.Tests.Support;

namespace Coffer.Cli.Tests.Commands;

/// <summary>An embedded API server with Coffer's CRDs, and the program as people call it.</summary>
public sealed class CliCluster : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-cli-");
    private EmbeddedKubernetes? _kubernetes;
    private KubeClient? _kube;

    internal string Kubeconfig => Path.Combine(_folder.FullName, "kubeconfig");

    internal KubeClient Kube => _kube ?? throw new InvalidOperationException("not started");

    internal EmbeddedKubernetes Server => _kubernetes ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        _kubernetes = await EmbeddedKubernetes.StartAsync(
            new EmbeddedKubernetesOptions { CrdFolders = [Path.Combine(Root(), "helm", "coffer", "crds")] }, CancellationToken.None);
        _kubernetes.WriteKubeconfig(Kubeconfig);
        _kube = new KubeClient(Kubeconfig);
    }

    public async Task DisposeAsync()
    {
        await (_kubernetes?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    public void Dispose() => _kube?.Dispose();

    /// <summary>Creates the namespace and the objects, and gives them the statuses that stand in the manifests.</summary>
    internal async Task DeclareAsync(string @namespace, params string[] manifests)
    {
        await Kube.ApplyYamlAsync($"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {@namespace} }}", default);
        foreach (var manifest in manifests.SelectMany(Yaml.Documents))
        {
            manifest["apiVersion"] ??= "secrets.hashicorp.com/v1beta1";
            manifest["metadata"]!.AsObject().Remove("uid");
            var status = manifest["status"]?.DeepClone().AsObject();
            manifest.Remove("status");
            var stored = await Kube.ApplyAsync(manifest, default);
            if (status is not null)
            {
                status["observedGeneration"] = stored["metadata"]!["generation"]?.DeepClone();
                await Kube.MergeStatusAsync(ObjectId.Of(manifest), status, default);
            }
        }
    }

    /// <summary>Runs a command line.</summary>
    internal Task<(int Code, string Output, string Error)> RunAsync(params string[] args) =>
        RunBareAsync([.. args, "--kubeconfig", Kubeconfig]);

    /// <summary>Runs a command line without the kubeconfig.</summary>
    internal static async Task<(int Code, string Output, string Error)> RunBareAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CofferCli.RunAsync(
            args, new Terminal { In = TextReader.Null, Out = output, Error = error }, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    internal static JsonObject Json((int Code, string Output, string Error) answer) => JsonNode.Parse(answer.Output)!.AsObject();

    private static string Root() => typeof(CliCluster).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
