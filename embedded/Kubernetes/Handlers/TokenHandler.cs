using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Storage;
using Coffer.Embedded.Kubernetes.Tokens;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>TokenRequest: a ServiceAccount's token for given audiences and time.</summary>
internal sealed class TokenHandler(ObjectStore store, ServiceAccountTokens tokens, TimeProvider time)
{
    private const long Shortest = 600;
    private const long Longest = 1L << 32;
    private const long Usual = 3600;

    public async Task HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        var (value, _) = await request.ReadObjectAsync(cancel);
        var spec = value.Object("spec");
        var seconds = spec.Whole("expirationSeconds") ?? Usual;
        var account = FindAccount(request);
        CheckSeconds(seconds);
        request.Admit("CREATE", account.Header.Name, value, []);
        var audiences = spec.Texts("audiences").ToList();
        if (audiences.Count == 0)
        {
            audiences.Add(TokenIssuer.Issuer);
        }

        var (token, expires) = tokens.Issue(account, audiences, seconds);
        await Respond.JsonAsync(request.Http, 201, Answer(account, audiences, seconds, token, expires), cancel);
    }

    private StoredObject FindAccount(ApiRequest request)
    {
        var (ns, name) = (request.Target.Namespace!, request.Target.Name!);
        var home = store.Table("namespaces").Find(ns) ?? throw Errors.NotFound("", "namespaces", ns);
        if (home.Header.IsDeleting)
        {
            throw Errors.NamespaceTerminating(request.Resource, name, ns);
        }

        return store.Table("serviceaccounts").Find($"{ns}/{name}") ?? throw Errors.NotFound(request.Resource, name);
    }

    private static void CheckSeconds(long seconds)
    {
        var complaint = seconds < Shortest ? "may not specify a duration less than 10 minutes"
            : seconds > Longest ? "may not specify a duration larger than 2^32 seconds" : null;
        if (complaint is not null)
        {
            throw Errors.Invalid(
                "authentication.k8s.io", "TokenRequest", "", FieldError.Invalid("spec.expirationSeconds", seconds, complaint));
        }
    }

    private JsonObject Answer(StoredObject account, List<string> audiences, long seconds, string token, DateTimeOffset expires) => new()
    {
        ["kind"] = "TokenRequest",
        ["apiVersion"] = "authentication.k8s.io/v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = account.Header.Name,
            ["namespace"] = account.Header.Namespace,
            ["creationTimestamp"] = Clock.Stamp(time),
        },
        ["spec"] = new JsonObject
        {
            ["audiences"] = audiences.ToJsonArray(),
            ["expirationSeconds"] = seconds,
            ["boundObjectRef"] = null,
        },
        ["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = Clock.Stamp(expires) },
    };
}
