using Coffer.Cli.Api;

namespace Coffer.Cli.Tests.Api;

/// <summary>Several kubeconfig files, as kubectl reads them.</summary>
public sealed class KubeconfigFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-kubeconfig-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_that_names_a_thing_counts_and_paths_are_relative_to_their_file()
    {
        var first = Write("first", "one", "https://one");
        var second = Write("second", "one", "https://other", "two", "https://two");

        var merged = KubeconfigFiles.Merge([first, new FileInfo(Path.Combine(_folder.FullName, "nowhere")), second]);

        Assert.Equal("one", merged.CurrentContext);
        Assert.Equal(
            [("one", "https://one"), ("two", "https://two")],
            merged.Clusters.Select(cluster => (cluster.Name, cluster.ClusterEndpoint.Server)));
        Assert.Equal(
            [Path.Combine(_folder.FullName, "first", "ca.crt"), Path.Combine(_folder.FullName, "second", "ca.crt")],
            merged.Clusters.Select(cluster => cluster.ClusterEndpoint.CertificateAuthority));
    }

    [Fact]
    public void A_flag_names_one_file() =>
        Assert.Equal("kubeconfig", Assert.Single(KubeconfigFiles.Named("/somewhere/kubeconfig")).Name);

    private FileInfo Write(string folder, params string[] clusters)
    {
        var path = Path.Combine(_folder.CreateSubdirectory(folder).FullName, "config");
        var entries = clusters.Chunk(2).Select(
            pair => $"- {{ name: {pair[0]}, cluster: {{ server: \"{pair[1]}\", certificate-authority: ca.crt }} }}");
        File.WriteAllText(path, $"apiVersion: v1\nkind: Config\ncurrent-context: {clusters[0]}\nclusters:\n{string.Join('\n', entries)}\n");
        return new FileInfo(path);
    }
}
