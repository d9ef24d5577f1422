using Coffer.Embedded.Vault.Core;

namespace Coffer.Embedded.Vault.Tokens;

/// <summary>Renewals: judged by the role as it is now, capped by every maximum.</summary>
internal sealed class TokenRenewal(NanoClock clock, TokenIssuer issuer, Mount tokenMount)
{
    public VaultAnswer Renew(TokenEntry token, TimeSpan increment)
    {
        if (token.IsBatch)
        {
            return VaultAnswer.Error(400, "batch tokens cannot be renewed");
        }

        if (!token.Renewable || token.Expires is null)
        {
            return VaultAnswer.Error(400, "lease is not renewable");
        }

        var settings = new TokenSettings { Period = token.Period, ExplicitMaxTtl = token.ExplicitMaxTtl };
        if (token.Login is { } login)
        {
            if (login.Current() is not { } current)
            {
                return VaultAnswer.Listed(500, $"failed to renew entry: role {login.Name} does not exist during renewal");
            }

            settings = current with { ExplicitMaxTtl = token.ExplicitMaxTtl };
        }

        var mount = token.IssuedBy ?? tokenMount;
        var (ttl, warnings) = TtlRules.Calculate(mount, settings, increment, token.Created, clock.Now);
        token.Expires = clock.Now + ttl;
        token.LastRenewal = clock.Now;
        return new VaultAnswer { Auth = issuer.Describe(token, ttl), Warnings = warnings };
    }
}
