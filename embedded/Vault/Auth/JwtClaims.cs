using System.IO.Enumeration;
using System.Text.Json;

namespace Coffer.Embedded.Vault.Auth;

/// <summary>What a role wants of a verified token; the words go to the client.</summary>
internal static class JwtClaims
{
    /// <summary>Clocks may differ by this much, the default of the real plug-in.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    /// <summary>Added to iat or nbf when a token has no exp, the default of the real plug-in.</summary>
    private static readonly TimeSpan ImpliedLife = TimeSpan.FromSeconds(150);

    public static string? Fault(Jwt token, JwtRole role, string issuer, DateTimeOffset now) =>
        TimeFault(token, now) ?? NameFault(token, role, issuer) ?? BoundFault(token, role);

    private static string? TimeFault(Jwt token, DateTimeOffset now)
    {
        if (token is { Expires: null, NotBefore: null, IssuedAt: null })
        {
            return "error validating token: no issued at (iat), not before (nbf), or expiration time (exp) claims in token";
        }

        var end = token.Expires ?? (token.IssuedAt ?? token.NotBefore)!.Value + ImpliedLife;
        if (now > end + Leeway)
        {
            return "error validating token: invalid expiration time (exp) claim: token is expired";
        }

        return token.NotBefore is { } start && now < start - Leeway
            ? "error validating token: invalid not before (nbf) claim: token not yet valid"
            : null;
    }

    private static string? NameFault(Jwt token, JwtRole role, string issuer)
    {
        if (issuer.Length > 0 && token.Issuer != issuer)
        {
            return "error validating token: invalid issuer (iss) claim";
        }

        if (role.Subject.Length > 0 && token.Subject != role.Subject)
        {
            return "error validating token: invalid subject (sub) claim";
        }

        if (role.Audiences.Length == 0)
        {
            return token.Audiences.Count > 0 ? "audience claim found in JWT but no audiences bound to the role" : null;
        }

        return role.Audiences.Intersect(token.Audiences).Any()
            ? null
            : "error validating token: invalid audience (aud) claim: audience claim does not match any expected audience";
    }

    private static string? BoundFault(Jwt token, JwtRole role)
    {
        foreach (var (name, allowed) in role.Claims)
        {
            var held = token.Claim(name);
            if (held.ValueKind == JsonValueKind.Undefined)
            {
                return $"error validating claims: claim \"{name}\" is missing";
            }

            if (!Jwt.Texts(held).Any(value => allowed.Any(a => Matches(a, value, role.Globs))))
            {
                return $"error validating claims: claim \"{name}\" does not match any associated bound claim values";
            }
        }

        return token.Claim(role.UserClaim).ValueKind == JsonValueKind.Undefined ? $"claim \"{role.UserClaim}\" not found in token" : null;
    }

    private static bool Matches(string allowed, string value, bool globs) =>
        allowed == value || (globs && FileSystemName.MatchesSimpleExpression(allowed, value, ignoreCase: false));
}
