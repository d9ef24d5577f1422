using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Adapters;

internal sealed class VaultTokensAdapter(VaultClient client) : IVaultTokens
{
    /// <summary>
    /// A batch token has some 140 characters, with many policies a few hundred. No proxy passes on a header much longer than this.
    /// </summary>
    private const int MaxToken = 8192;

    /// <summary>Whole seconds are told, and zero of a token without an end.</summary>
    private static readonly TimeSpan LastSecond = TimeSpan.FromSeconds(1);

    public async Task<Outcome<VaultLogin>> LoginAsync(VaultEndpoint endpoint, VaultLoginRequest request, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request.Body);
        var call = new VaultCall("login", HttpMethod.Put, $"auth/{request.Mount.Trim('/')}/login")
        {
            Namespace = VaultPath.Namespace(request.Namespace),
            Headers = request.Headers,
            Body = body,
            Certificate = request.Certificate,
            // The role is no secret, and Vault's "invalid role name" is worth reading in full.
            Credentials = [.. request.Body.Where(field => field.Key != "role").Select(field => field.Value), .. request.Secrets],
        };
        try
        {
            return await client.CallAsync(endpoint, call, answer => Login(endpoint, call, answer), cancellation);
        }
        finally
        {
            Array.Clear(body);
        }
    }

    public async Task<Outcome<VaultLogin>> RenewAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation)
    {
        var call = new VaultCall("renew", HttpMethod.Put, "auth/token/renew-self")
        {
            Namespace = VaultPath.Namespace(vaultNamespace),
            Token = token,
            Body = "{}"u8.ToArray(),
        };
        var renewed = await client.CallAsync(endpoint, call, answer => Login(endpoint, call, answer), cancellation);
        return IsDenied(renewed.Failure) ? renewed.Failure! with { Kind = FailureKind.Invalid } : renewed;
    }

    public async Task<Outcome<VaultTokenInfo>> LookupAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation)
    {
        var call = new VaultCall("lookup", HttpMethod.Get, "auth/token/lookup-self")
        {
            Namespace = VaultPath.Namespace(vaultNamespace),
            Token = token,
        };
        var looked = await client.CallAsync(endpoint, call, answer => Info(endpoint, call, answer), cancellation);
        return IsDenied(looked.Failure) ? VaultTokenInfo.Unknown : looked;
    }

    public async Task<Outcome<Done>> RevokeAsync(
        VaultEndpoint endpoint, string vaultNamespace, VaultToken token, CancellationToken cancellation)
    {
        var call = new VaultCall("revoke", HttpMethod.Put, "auth/token/revoke-self")
        {
            Namespace = VaultPath.Namespace(vaultNamespace),
            Token = token,
            Body = "{}"u8.ToArray(),
        };
        var revoked = await client.CallAsync<Done>(endpoint, call, _ => Done.Instance, cancellation);
        return revoked.Failure is { } failure && IsOver(failure) ? Done.Instance : revoked;
    }

    private static bool IsOver(Failure failure) => failure.Kind == FailureKind.Forbidden
        ? !IsDenied(failure)
        : failure.Kind == FailureKind.Invalid && failure.Message.Contains("batch tokens cannot be revoked", StringComparison.Ordinal);

    /// <summary>
    /// A policy does not let a living token do this. All servers wrap that refusal as "1 error occurred"; of a dead token they say
    /// "permission denied" and no more, or, since Vault 1.17, "2 errors occurred".
    /// </summary>
    private static bool IsDenied(Failure? failure) =>
        failure is { Kind: FailureKind.Forbidden } && failure.Message.Contains("403 1 error occurred", StringComparison.Ordinal);

    private static Outcome<VaultLogin> Login(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer)
    {
        if (VaultEnvelope.Parse(answer.Body) is not { Auth.IsEmpty: false } envelope)
        {
            return VaultErrors.Malformed(endpoint, call, answer, "the answer has no auth part");
        }

        using var document = JsonDocument.Parse(envelope.Auth);
        var auth = document.RootElement;
        if (auth.Property("mfa_requirement").ValueKind == JsonValueKind.Object && auth.Text("client_token").Length == 0)
        {
            return VaultErrors.Create(
                endpoint, call, FailureKind.Invalid, "this login asks for a second factor, which an operator can't give; exempt its role");
        }

        return auth.Text("client_token") is { Length: > 0 and <= MaxToken } token && auth.Seconds("lease_duration") is { } duration
            ? new VaultLogin(new VaultToken(token), duration, auth.Flag("renewable"), NameList.Kept(auth.Sorted("policies")))
            : VaultErrors.Malformed(
                endpoint, call, answer, $"the auth part has no client_token of at most {MaxToken} characters or no lease_duration");
    }

    private static Outcome<VaultTokenInfo> Info(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer)
    {
        if (VaultEnvelope.Parse(answer.Body) is not { Data.IsEmpty: false } envelope)
        {
            return VaultErrors.Malformed(endpoint, call, answer, "the answer has no data");
        }

        using var document = JsonDocument.Parse(envelope.Data);
        var data = document.RootElement;
        if (data.Seconds("ttl") is not { } ttl)
        {
            return VaultErrors.Malformed(endpoint, call, answer, "the data has no ttl");
        }

        var left = ttl == TimeSpan.Zero && data.Text("expire_time").Length > 0 ? LastSecond : ttl;
        // A login's policies include those of the identity; lookup-self lists them apart.
        return new VaultTokenInfo(left, NameList.Kept(data.Sorted("policies", "identity_policies"))) { Renewable = data.Flag("renewable") };
    }
}
