using Coffer.Tests.Support;

namespace Coffer.Chart.Tests.Live;

/// <summary>A kubeconfig for the bearer of a token.</summary>
internal static class Kubeconfig
{
    public static string Of(KubeClient server, string token)
    {
        var ca = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(server.CaPem));
        return $$"""
            apiVersion: v1
            kind: Config
            current-context: it
            contexts: [{ name: it, context: { cluster: it, user: it } }]
            clusters: [{ name: it, cluster: { server: "{{server.Server}}", certificate-authority-data: "{{ca}}" } }]
            users: [{ name: it, user: { token: "{{token}}" } }]
            """;
    }
}
