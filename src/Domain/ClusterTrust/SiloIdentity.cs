namespace Coffer.Domain.ClusterTrust;

/// <summary>The name in a silo's certificate: a URI that says which cluster it belongs to.</summary>
public static class SiloIdentity
{
    /// <summary><c>coffer://NAMESPACE/ID</c>.</summary>
    /// <param name="cluster">The cluster as its silos know it: namespace and id.</param>
    public static string Of(string cluster) => $"coffer://{cluster}";
}
