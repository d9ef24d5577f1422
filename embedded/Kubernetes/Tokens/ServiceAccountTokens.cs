using System.Text;
using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Storage;

namespace Coffer.Embedded.Kubernetes.Tokens;

/// <summary>Issues tokens for ServiceAccounts and says whose a token is.</summary>
internal sealed class ServiceAccountTokens(TokenIssuer issuer, ObjectStore store, TimeProvider time)
{
    private const string ForeverIssuer = "kubernetes/serviceaccount";
    private const string ForeverClaims = "kubernetes.io/serviceaccount/";

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

    /// <summary>A token without end, for a Secret.</summary>
    public string IssueForever(StoredObject account, string secret)
    {
        var header = account.Header;
        return issuer.Sign(new JsonObject
        {
            ["iss"] = ForeverIssuer,
            [ForeverClaims + "namespace"] = header.Namespace,
            [ForeverClaims + "secret.name"] = secret,
            [ForeverClaims + "service-account.name"] = header.Name,
            [ForeverClaims + "service-account.uid"] = header.Uid,
            ["sub"] = $"system:serviceaccount:{header.Namespace}:{header.Name}",
        });
    }

    /// <summary>Checks signature, time and that the very same ServiceAccount still lives.</summary>
    public (UserInfo User, IReadOnlyList<string> Audiences)? Authenticate(string token)
    {
        if (issuer.Read(token) is not { } claims)
        {
            return null;
        }

        if (claims.Text("iss") == ForeverIssuer)
        {
            return AuthenticateForever(token, claims);
        }

        if (claims.Text("iss") != TokenIssuer.Issuer)
        {
            return null;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var bound = claims.Object("kubernetes.io");
        var (ns, name, uid) = (bound.Text("namespace"), bound.Object("serviceaccount").Text("name"),
            bound.Object("serviceaccount").Text("uid"));
        var account = store.Table("serviceaccounts").Find($"{ns}/{name}");
        if (claims.Whole("exp") <= now || claims.Whole("nbf") > now || account is null || account.Header.Uid != uid)
        {
            return null;
        }

        var user = User(ns, name, uid) with
        {
            Extra = new Dictionary<string, string> { ["authentication.kubernetes.io/credential-id"] = $"JTI={claims.Text("jti")}" },
        };
        return (user, [.. claims.Texts("aud")]);
    }

    /// <summary>It holds while its Secret holds it and its account lives.</summary>
    private (UserInfo User, IReadOnlyList<string> Audiences)? AuthenticateForever(string token, JsonObject claims)
    {
        var (ns, secret) = (claims.Text(ForeverClaims + "namespace"), claims.Text(ForeverClaims + "secret.name"));
        var (name, uid) = (claims.Text(ForeverClaims + "service-account.name"), claims.Text(ForeverClaims + "service-account.uid"));
        var held = store.Table("secrets").Find($"{ns}/{secret}")?.ToJson().Object("data").Text("token");
        return store.Table("serviceaccounts").Find($"{ns}/{name}")?.Header.Uid == uid
            && held == Convert.ToBase64String(Encoding.UTF8.GetBytes(token))
            ? (User(ns, name, uid), [TokenIssuer.Issuer])
            : null;
    }

    private static UserInfo User(string? ns, string? name, string? uid) =>
        new($"system:serviceaccount:{ns}:{name}", uid ?? "",
            ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"]);
}
