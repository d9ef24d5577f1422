using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Tokens;

/// <summary>The token subresource of ServiceAccounts.</summary>
internal sealed class TokenRequests(IApiServer api) : ITokenRequests
{
    private const long ShortestSeconds = 600;
    private const long LongestSeconds = 1L << 32;

    public async Task<Outcome<ServiceAccountToken>> RequestAsync(
        ObjectKey account, IReadOnlyList<string> audiences, long expirationSeconds, CancellationToken cancellation)
    {
        if (expirationSeconds is < ShortestSeconds or > LongestSeconds)
        {
            return new Failure(FailureKind.Misconfigured,
                $"a ServiceAccount token of {expirationSeconds} s can't be had: Kubernetes issues {ShortestSeconds} s to 2^32 s");
        }

        var target = new ApiTarget(ApiType.ServiceAccounts, account.Namespace, account.Name, "token");
        var request = new ApiRequest("create", target) { Method = HttpMethod.Post, Body = Body(audiences, expirationSeconds) };
        var answer = await api.SendAsync(request, cancellation);
        return answer.IsRefused(out var problem)
            ? Explain(problem.Failure, account)
            : answer.Read(request, static root => new ServiceAccountToken(root.GetProperty("status").Required("token")));
    }

    private static Failure Explain(Failure failure, ObjectKey account)
    {
        var remedy = failure.Kind switch
        {
            FailureKind.NotFound => $"; create ServiceAccount {account.Name} in namespace {account.Namespace}, or name another one",
            FailureKind.Forbidden when !failure.NamespaceEnds && !Failures.IsOfAdmission(failure.Message) =>
                "; the operator needs the right to create serviceaccounts/token for this account",
            _ => "",
        };
        return failure with { Message = Failures.Cut(failure.Message + remedy) };
    }

    private static ReadOnlyMemory<byte> Body(IReadOnlyList<string> audiences, long expirationSeconds)
    {
        var spec = new JsonObject { ["expirationSeconds"] = expirationSeconds };
        if (audiences.Count > 0)
        {
            spec["audiences"] = new JsonArray([.. audiences.Select(audience => JsonValue.Create(audience))]);
        }

        var body = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = spec };
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
