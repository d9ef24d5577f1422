using System.Net;

namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>A case for Vaults that have an auth method. The embedded one has; a real one is asked: OpenBao's are plugins.</summary>
internal sealed class AuthFactAttribute : FactAttribute
{
    public AuthFactAttribute(string method) =>
        Skip = IsThere(method) ? null : $"the Vault of COFFER_TEST_VAULT_ADDR has no auth method {method}";

    private static bool IsThere(string method)
    {
        if (Environment.GetEnvironmentVariable("COFFER_TEST_VAULT_ADDR") is not { Length: > 0 } address)
        {
            return true;
        }

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address.TrimEnd('/')}/v1/sys/plugins/catalog/auth/{method}");
        request.Headers.Add("X-Vault-Token", Environment.GetEnvironmentVariable("COFFER_TEST_VAULT_TOKEN"));
        using var answer = http.Send(request);
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
