using System.Security.Cryptography;
using System.Text;
using Coffer.Embedded.Kubernetes.Responses;
using Coffer.Embedded.Kubernetes.Tokens;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Kubernetes.Access;

/// <summary>The administrator's static token, ServiceAccount tokens, or nobody.</summary>
internal sealed class Authenticator(string adminToken, ServiceAccountTokens tokens)
{
    private const string AccountPrefix = "system:serviceaccount:";

    /// <summary>The user of a request; an administrator may act as somebody else (kubectl --as).</summary>
    /// <exception cref="ApiException">401: a token was sent and is not valid here.</exception>
    public UserInfo Authenticate(IHeaderDictionary headers)
    {
        var user = Authenticate(headers.Authorization.ToString());
        var other = headers["Impersonate-User"].ToString();
        if (other.Length == 0)
        {
            return user;
        }

        if (!user.Groups.Contains("system:masters"))
        {
            throw Errors.Forbidden(
                "", "users", other, $"User \"{user.Name}\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope");
        }

        var account = other.StartsWith(AccountPrefix, StringComparison.Ordinal) ? other[AccountPrefix.Length..].Split(':')[0] : null;
        IEnumerable<string> implied = account is null ? [] : ["system:serviceaccounts", $"system:serviceaccounts:{account}"];
        return new UserInfo(other, "", [.. headers["Impersonate-Group"].OfType<string>(), .. implied, "system:authenticated"]);
    }

    private UserInfo Authenticate(string authorization)
    {
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return UserInfo.Anonymous;
        }

        return Review(authorization["Bearer ".Length..].Trim(), [])?.User ?? throw Errors.Unauthorized();
    }

    /// <summary>Whose token this is, for these audiences (none: the API server's own).</summary>
    /// <returns>The user and the audiences that token and question share; null when it is not valid.</returns>
    public (UserInfo User, IReadOnlyList<string> Audiences)? Review(string token, IReadOnlyList<string> audiences)
    {
        IReadOnlyList<string> wanted = audiences.Count == 0 ? [TokenIssuer.Issuer] : audiences;
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(adminToken)))
        {
            return wanted.Contains(TokenIssuer.Issuer) ? (UserInfo.Admin, [TokenIssuer.Issuer]) : null;
        }

        if (tokens.Authenticate(token) is not { } found)
        {
            return null;
        }

        var shared = found.Audiences.Intersect(wanted).ToList();
        return shared.Count == 0 ? null : (found.User, shared);
    }

    /// <summary>Why <see cref="Review"/> said no, as a TokenReview tells it.</summary>
    public string Explain(string token, IReadOnlyList<string> audiences)
    {
        IReadOnlyList<string> wanted = audiences.Count == 0 ? [TokenIssuer.Issuer] : audiences;
        return tokens.Authenticate(token) is { } found
            ? $"[invalid bearer token, token audiences {Quote(found.Audiences)} is invalid for the target audiences {Quote(wanted)}]"
            : "[invalid bearer token, token lookup failed]";
    }

    private static string Quote(IReadOnlyList<string> texts) => $"[{string.Join(" ", texts.Select(text => $"\"{text}\""))}]";
}
