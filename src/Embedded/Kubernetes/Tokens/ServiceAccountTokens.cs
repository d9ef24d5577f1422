using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Tokens;

/// <summary>Issues tokens for ServiceAccounts and says whose a token is.</summary>
internal sealed class ServiceAccountTokens(TokenIssuer issuer, ObjectStore store, TimeProvider time)
{
    public (string Token, DateTimeOffset Expires) Issue(StoredObject account, IEnumerable<string> audiences, long seconds)
    {
        var now = time.GetUtcNow();
        var expires = now.AddSeconds(seconds);
        var header = account.Header;
        var token = issuer.Sign(new JsonObject
        {
            ["aud"] = audiences.ToJsonArray(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = TokenIssuer.Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = new JsonObject
            {
                ["namespace"] = header.Namespace,
                ["serviceaccount"] = new JsonObject { ["name"] = header.Name, ["uid"] = header.Uid },
            },
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = $"system:serviceaccount:{header.Namespace}:{header.Name}",
        });
        return (token, expires);
    }

    /// <summary>Checks signature, time and that the very same ServiceAccount still lives.</summary>
    public (UserInfo User, IReadOnlyList<string> Audiences)? Authenticate(string token)
    {
        if (issuer.Read(token) is not { } claims || claims.Text("iss") != TokenIssuer.Issuer)
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var bound = claims.Object("kubernetes.io");
        var (ns, name, uid) = (bound.Text("namespace"), bound.Object("serviceaccount").Text("name"), bound.Object("serviceaccount").Text("uid"));
        var account = store.Table("serviceaccounts").Find($"{ns}/{name}");
        if (claims.Whole("exp") <= now || claims.Whole("nbf") > now || account is null || account.Header.Uid != uid)
        {
            return null;
        }

        var user = new UserInfo(
            $"system:serviceaccount:{ns}:{name}", uid!, ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"])
        {
            Extra = new Dictionary<string, string> { ["authentication.kubernetes.io/credential-id"] = $"JTI={claims.Text("jti")}" },
        };
        return (user, [.. claims.Texts("aud")]);
    }
}
