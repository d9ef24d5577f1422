using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Methods;

namespace Coffer.Grains.Auths;

/// <summary>
/// Turns a ServiceAccount into an ID token of the Google service account that it stands for. Each step says what to do when it fails.
/// </summary>
internal sealed class GcpCredentials(IServiceAccounts accounts, ITokenRequests tokens, IGoogleIdentities google)
{
    /// <summary>The shortest that Kubernetes issues: the token is used once, at once.</summary>
    private const long TokenSeconds = 600;

    public async Task<Outcome<Credential>> FetchAsync(CredentialSource.Gcp source, CancellationToken cancellation)
    {
        var annotations = await accounts.AnnotationsAsync(source.Account, cancellation);
        if (!annotations.TryGet(out var found, out var unread))
        {
            return GcpRemedies.OfAccount(source.Account, unread);
        }

        var email = found.GetValueOrDefault(GcpRemedies.Annotation)?.Trim();
        if (!GoogleNames.IsAccount(email))
        {
            return GcpRemedies.OfAnnotation(source.Account, email);
        }

        var located = await google.LocateAsync(source.Cluster, cancellation);
        return located.TryGet(out var cluster, out var unknown)
            ? await ExchangeAsync(source, cluster, email, cancellation)
            : GcpRemedies.OfCluster(source.Cluster, unknown);
    }

    private async Task<Outcome<Credential>> ExchangeAsync(
        CredentialSource.Gcp source, GkeCluster cluster, string email, CancellationToken cancellation)
    {
        var token = await tokens.RequestAsync(source.Account, [cluster.Pool], TokenSeconds, cancellation);
        if (!token.TryGet(out var subject, out var refused))
        {
            return refused;
        }

        var exchanged = await google.ExchangeAsync(cluster, subject, cancellation);
        if (!exchanged.TryGet(out var access, out var unchanged))
        {
            return GcpRemedies.OfExchange(cluster, unchanged);
        }

        var made = await google.IdTokenAsync(access, email, source.Audience, cancellation);
        return made.TryGet(out var id, out var unmade)
            ? new Credential.Text(id.Value)
            : GcpRemedies.OfIdToken(cluster, source.Account, email, unmade);
    }
}
