using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;

namespace Coffer.Grains.Auths;

/// <summary>Has a login signed with an identity of Amazon, whose keys or token are fetched for it alone.</summary>
internal sealed class AwsCredentials(IServiceAccounts accounts, ITokenRequests tokens, ISecretReader secrets, IAwsIdentities identities)
{
    public async Task<Outcome<Credential>> FetchAsync(CredentialSource.Aws source, CancellationToken cancellation)
    {
        var identity = await IdentityAsync(source, cancellation);
        if (!identity.TryGet(out var found, out var failure))
        {
            return failure;
        }

        var proof = await identities.ProveAsync(found, source.Settings, cancellation);
        return proof.TryGet(out var signed, out var unsigned)
            ? new Credential.Fields(signed.Fields) { Secrets = signed.Secrets }
            : unsigned;
    }

    private Task<Outcome<AwsIdentity>> IdentityAsync(CredentialSource.Aws source, CancellationToken cancellation) => source switch
    {
        { Secret: { } secret } => OfSecretAsync(secret, cancellation),
        { Account: { } account } => OfAccountAsync(account, cancellation),
        _ => Task.FromResult<Outcome<AwsIdentity>>(new AwsIdentity.Own()),
    };

    private async Task<Outcome<AwsIdentity>> OfSecretAsync(ObjectKey secret, CancellationToken cancellation)
    {
        var read = await secrets.ReadAsync(secret, cancellation);
        if (!read.TryGet(out var content, out var failure))
        {
            return failure;
        }

        return AwsSecret.Read(secret, content.Data).TryGet(out var keys, out var flaw) ? keys : flaw;
    }

    private async Task<Outcome<AwsIdentity>> OfAccountAsync(ObjectKey account, CancellationToken cancellation)
    {
        var annotations = await accounts.AnnotationsAsync(account, cancellation);
        if (!annotations.TryGet(out var found, out var missing))
        {
            return missing;
        }

        if (!AwsRole.Read(account, found).TryGet(out var role, out var flaw))
        {
            return flaw;
        }

        var token = await tokens.RequestAsync(account, [role.Audience], role.ExpirationSeconds, cancellation);
        return token.TryGet(out var given, out var failure) ? new AwsIdentity.WebIdentity(role.Arn, given.Value) : failure;
    }
}
