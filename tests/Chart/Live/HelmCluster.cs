using Coffer.Chart.Tests.Support;
using Coffer.Embedded.Kubernetes;
using Coffer.Tests.Support;
using Xunit.Abstractions;

namespace Coffer.Chart.Tests.Live;

/// <summary>An embedded Kubernetes that knows nothing of Coffer yet, and the real Helm with a home of its own.</summary>
internal sealed class HelmCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _home;
    private readonly EmbeddedKubernetes _kubernetes;
    private readonly ITestOutputHelper _output;

    private HelmCluster(DirectoryInfo home, EmbeddedKubernetes kubernetes, ITestOutputHelper output)
    {
        (_home, _kubernetes, _output) = (home, kubernetes, output);
        var kubeconfig = Path.Combine(home.FullName, "kubeconfig");
        kubernetes.WriteKubeconfig(kubeconfig);
        Kube = new KubeClient(kubeconfig);
    }

    public KubeClient Kube { get; }

    public static async Task<HelmCluster> StartAsync(ITestOutputHelper output) =>
        new(Directory.CreateTempSubdirectory("coffer-helm-"), await EmbeddedKubernetes.StartAsync(new EmbeddedKubernetesOptions(), default),
            output);

    /// <summary>Runs Helm in the namespace coffer-system, and has it end well.</summary>
    public Task<string> HelmAsync(params string[] arguments) => RunAsync(Tool.Helm, null, [.. arguments, "--namespace", "coffer-system"]);

    public Task<string> KubectlAsync(string input, params string[] arguments) => RunAsync(Tool.Kubectl, input, arguments);

    /// <summary>A file in the home; its path.</summary>
    public async Task<string> FileAsync(string path, string content)
    {
        var file = Path.Combine(_home.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content);
        return file;
    }

    /// <summary>Those that the cluster does not have.</summary>
    public async Task<IReadOnlyList<ObjectId>> MissingAsync(IEnumerable<ObjectId> ids)
    {
        var missing = new List<ObjectId>();
        foreach (var id in ids)
        {
            if (await Kube.FindAsync(id, default) is null)
            {
                missing.Add(id);
            }
        }

        return missing;
    }

    public async ValueTask DisposeAsync()
    {
        Kube.Dispose();
        await _kubernetes.DisposeAsync();
        _home.Delete(recursive: true);
    }

    private async Task<string> RunAsync(Tool tool, string? input, string[] arguments)
    {
        var ended = await tool.RunAsync(_home.FullName, input, arguments);
        _output.WriteLine($"{string.Join(' ', arguments)}: {ended.Code} {ended.Errors}");
        Assert.True(ended.Code == 0, ended.Errors);
        return ended.Output;
    }
}
