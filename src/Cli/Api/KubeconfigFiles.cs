using k8s;
using k8s.KubeConfigModels;

namespace Coffer.Cli.Api;

/// <summary>
/// Kubeconfig files as kubectl reads them: of several, the first that names a thing counts; paths are relative to their file.
/// </summary>
internal static class KubeconfigFiles
{
    /// <summary>The files that are meant, whether they are there or not.</summary>
    /// <param name="flag">What the command line names; null for the usual ones.</param>
    public static IReadOnlyList<FileInfo> Named(string? flag)
    {
        if (flag is not null)
        {
            return [new FileInfo(flag)];
        }

        var listed = (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return listed.Length > 0
            ? [.. listed.Select(path => new FileInfo(path))]
            : [new FileInfo(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config"))];
    }

    /// <summary>Reads those that are there.</summary>
    public static K8SConfiguration Merge(IEnumerable<FileInfo> files)
    {
        var read = files.Where(static file => file.Exists).Select(Read).ToList();
        return new K8SConfiguration
        {
            CurrentContext = read.Select(static file => file.CurrentContext).FirstOrDefault(static name => !string.IsNullOrEmpty(name)),
            Clusters = [.. read.SelectMany(static file => file.Clusters ?? []).DistinctBy(static cluster => cluster.Name)],
            Contexts = [.. read.SelectMany(static file => file.Contexts ?? []).DistinctBy(static context => context.Name)],
            Users = [.. read.SelectMany(static file => file.Users ?? []).DistinctBy(static user => user.Name)],
        };
    }

    private static K8SConfiguration Read(FileInfo file)
    {
        var (config, folder) = (KubernetesClientConfiguration.LoadKubeConfig(file), file.DirectoryName!);
        foreach (var endpoint in (config.Clusters ?? []).Select(static cluster => cluster.ClusterEndpoint).OfType<ClusterEndpoint>())
        {
            endpoint.CertificateAuthority = Whole(folder, endpoint.CertificateAuthority);
        }

        foreach (var user in (config.Users ?? []).Select(static user => user.UserCredentials).OfType<UserCredentials>())
        {
            user.ClientCertificate = Whole(folder, user.ClientCertificate);
            user.ClientKey = Whole(folder, user.ClientKey);
        }

        return config;
    }

    private static string? Whole(string folder, string? path) => string.IsNullOrEmpty(path) ? path : Path.Combine(folder, path);
}
