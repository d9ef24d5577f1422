using System.Globalization;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Domain.Text;
using Coffer.Vault.Wire;

namespace Coffer.Vault.Adapters;

internal sealed class VaultSecretsAdapter(VaultClient client, VaultOptions options) : IVaultSecrets
{
    /// <summary>All warnings of an answer together, in characters.</summary>
    private const int MaxWarnings = 512;

    private const int NoContent = 204;

    public Task<Outcome<VaultData>> ReadAsync(VaultEndpoint endpoint, VaultToken token, VaultRead read, CancellationToken cancellation)
    {
        var call = new VaultCall("read", HttpMethod.Get, read.Path.Trim('/'))
        {
            Namespace = VaultPath.Namespace(read.Namespace),
            Token = token,
            Query = read.Version == 0 ? "" : "version=" + read.Version.ToString(CultureInfo.InvariantCulture),
            MaxAnswerBytes = options.MaxReadBytes,
        };
        return client.CallAsync(endpoint, call, answer => Data(endpoint, call, answer), cancellation);
    }

    public Task<Outcome<VaultData>> WriteAsync(VaultEndpoint endpoint, VaultToken token, VaultWrite write, CancellationToken cancellation)
    {
        var call = new VaultCall("write", HttpMethod.Put, write.Path.Trim('/'))
        {
            Namespace = VaultPath.Namespace(write.Namespace),
            Token = token,
            Body = Encoding.UTF8.GetBytes(write.Body),
            MaxAnswerBytes = options.MaxReadBytes,
        };
        return client.CallAsync(
            endpoint, call, answer => answer.Status == NoContent ? new VaultData(default, []) : Data(endpoint, call, answer), cancellation);
    }

    private static Outcome<VaultData> Data(VaultEndpoint endpoint, VaultCall call, VaultAnswer answer) =>
        VaultEnvelope.Parse(answer.Body) switch
        {
            null => VaultErrors.Malformed(endpoint, call, answer, "the answer is not one whole JSON object"),
            // Each answer of Vault has one. Other servers, which a hostile Vault might send us on to, have not: what they
            // say goes into no Secret.
            { HasRequestId: false } =>
                VaultErrors.Malformed(endpoint, call, answer, "the answer is JSON, but not Vault's: it has no request_id"),
            var envelope => new VaultData(envelope.Data, Warnings(endpoint, call, envelope))
            {
                Room = answer.TakeLease(),
                HasLease = envelope.HasLease,
                HasLogin = !envelope.Auth.IsEmpty,
                IsWrapped = envelope.IsWrapped,
                HasLeaseDuration = envelope.HasLeaseDuration,
            },
        };

    /// <summary>They go into conditions, Events and the log, and a server may send any number of any length.</summary>
    private static List<string> Warnings(VaultEndpoint endpoint, VaultCall call, VaultEnvelope envelope)
    {
        var told = new List<string>();
        var left = MaxWarnings;
        foreach (var warning in envelope.Warnings.TakeWhile(_ => left > 1))
        {
            told.Add(SafeText.Clean(warning, VaultErrors.Credentials(endpoint, call), left));
            left -= told[^1].Length + 1;
        }

        return told;
    }
}
