using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;

namespace Coffer.Grains.Auths;

/// <summary>Fetches the credential of one login. The value lives in the locals of that login.</summary>
internal sealed class Credentials(
    ITokenRequests tokens, ISecretReader secrets, ILocalFiles files, AwsCredentials aws, GcpCredentials gcp, TimeProvider time)
{
    public Task<Outcome<Credential>> FetchAsync(CredentialSource source, CancellationToken cancellation) => source switch
    {
        CredentialSource.ServiceAccount s => FromAccountAsync(s, cancellation),
        CredentialSource.SecretKey s => FromSecretAsync(s, cancellation),
        CredentialSource.TlsSecret s => FromTlsSecretAsync(s, cancellation),
        CredentialSource.File f => FromFileAsync(f, cancellation),
        CredentialSource.Aws a => aws.FetchAsync(a, cancellation),
        CredentialSource.Gcp g => gcp.FetchAsync(g, cancellation),
        _ => Task.FromResult<Outcome<Credential>>(new Failure(FailureKind.Misconfigured, "no source of credentials")),
    };

    private async Task<Outcome<Credential>> FromAccountAsync(CredentialSource.ServiceAccount source, CancellationToken cancellation)
    {
        var token = await tokens.RequestAsync(source.Account, source.Audiences, source.ExpirationSeconds, cancellation);
        return token.TryGet(out var found, out var failure) ? new Credential.Text(found.Value) : failure;
    }

    private async Task<Outcome<Credential>> FromSecretAsync(CredentialSource.SecretKey source, CancellationToken cancellation)
    {
        var secret = await secrets.ReadAsync(source.Secret, cancellation);
        return !secret.TryGet(out var found, out var failure) ? failure
            : found.Data.TryGetValue(source.Key, out var bytes) && !bytes.IsEmpty ? Read(source, Encoding.UTF8.GetString(bytes.Span))
            : new Failure(FailureKind.Misconfigured, $"Secret {source.Secret} has no key {source.Key}, or it is empty");
    }

    private static Outcome<Credential> Read(CredentialSource.SecretKey source, string text) =>
        !source.IsVaultToken ? new Credential.Text(text)
        : AdoptedTokens.Find(text) is { } token ? new Credential.Text(token)
        : new Failure(
            FailureKind.Misconfigured,
            $"key {source.Key} of Secret {source.Secret} holds no token of Vault, which begin with hvs., hvb., s. or b.");

    private async Task<Outcome<Credential>> FromTlsSecretAsync(CredentialSource.TlsSecret source, CancellationToken cancellation)
    {
        var secret = await secrets.ReadAsync(source.Secret, cancellation);
        return !secret.TryGet(out var found, out var failure) ? failure
            : Pem(found, TlsSecret.Certificate) is { } certificate && Pem(found, TlsSecret.PrivateKey) is { } key
                ? Checked(source.Secret, new Credential.KeyPair(certificate, key))
            : new Failure(FailureKind.Misconfigured, $"Secret {source.Secret} has no keys tls.crt and tls.key, or they are empty");
    }

    private Outcome<Credential> Checked(ObjectKey secret, Credential.KeyPair pair) =>
        KeyPairCheck.Fault(pair, time.GetUtcNow()) is { } fault
            ? new Failure(FailureKind.Misconfigured, $"Secret {secret}: {fault}")
            : pair;

    private static string? Pem(SecretContent secret, string key) =>
        secret.Data.TryGetValue(key, out var bytes) && !bytes.IsEmpty ? Encoding.UTF8.GetString(bytes.Span) : null;

    private async Task<Outcome<Credential>> FromFileAsync(CredentialSource.File source, CancellationToken cancellation)
    {
        var file = await files.ReadAsync(source.Path, source.Namespace, cancellation);
        return !file.TryGet(out var bytes, out var failure) ? failure
            : Encoding.UTF8.GetString(bytes.Span).Trim() is { Length: > 0 } text ? new Credential.Text(text)
            : new Failure(FailureKind.Misconfigured, $"file {source.Path} is empty");
    }
}
