namespace Coffer.Domain.ClusterTrust;

/// <summary>The name in a silo's certificate: a URI that says which cluster it belongs to.</summary>
public static class SiloIdentity
{
    /// <summary><c>coffer://CLUSTER</c>.</summary>
    public static string Of(string clusterId) => $"coffer://{clusterId}";
}
