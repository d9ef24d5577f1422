using System.Globalization;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Adapters;

internal sealed class VaultSecretsAdapter(VaultClient client) : IVaultSecrets
{
    public Task<Outcome<VaultData>> ReadAsync(VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation)
    {
        var call = new VaultCall("read", HttpMethod.Get, read.Path.Trim('/'))
        {
            Namespace = VaultPath.Namespace(read.Namespace),
            Token = token,
            Query = read.Version == 0 ? "" : "version=" + read.Version.ToString(CultureInfo.InvariantCulture),
        };
        return client.CallAsync(endpoint, call, answer => Data(endpoint, call, answer), cancellation);
    }

    private static Outcome<VaultData> Data(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer) =>
        VaultEnvelope.Parse(answer.Body) switch
        {
            null => VaultErrors.Malformed(endpoint, call, answer, "the answer is not one whole JSON object"),
            { HasData: false, HasRequestId: false } => VaultErrors.Malformed(endpoint, call, answer, "the answer is JSON, but not Vault's: it has no data"),
            var envelope => new VaultData(envelope.Data, envelope.Warnings)
            {
                HasLease = envelope.HasLease,
                HasLogin = !envelope.Auth.IsEmpty,
                IsWrapped = envelope.IsWrapped,
                HasLeaseDuration = envelope.HasLeaseDuration,
            },
        };
}
