namespace Coffer.Kube.Tests.Support;

/// <summary>How tests talk to an API server where they do not say otherwise.</summary>
internal static class TestOptions
{
    public static KubeOptions Kube(string kubeconfig = "") => new()
    {
        Kubeconfig = kubeconfig,
        Namespace = "coffer",
        ClusterId = "coffer",
        Instance = "coffer-0",
        MaxRequestsInFlight = 64,
        MaxRequestsOfNamespace = 32,
    };
}
