using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Vault;
using Coffer.Domain.Connections;
using Coffer.Grains.Connections;

namespace Coffer.Cluster.Tests.Connections;

/// <summary>Bundles of CAs as people put them into Secrets and files.</summary>
public sealed class RootsTests
{
    private const int Limit = 256 * 1024;
    private const string Certificate = "-----BEGIN CERTIFICATE-----\n";

    public static TheoryData<string> Sources => ["Key ca.crt of Secret app/ca", "File /etc/vault-ca/ca.crt"];

    [Theory, MemberData(nameof(Sources))]
    public async Task A_bundle_that_is_too_big_is_told_with_its_place_its_size_and_the_limit(string source)
    {
        var failure = (await FetchAsync(source, new string('x', Limit) + Certificate)).Failure;

        Assert.Equal(FailureKind.Misconfigured, failure!.Kind);
        Assert.Equal(
            $"{source} has {Limit + Certificate.Length} bytes, and {Limit} is the limit; keep the CA that signed Vault's certificate "
            + "there, and no others", failure.Message);
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task A_bundle_of_all_that_a_browser_trusts_is_taken(string source)
    {
        var bundle = Certificate + new string('x', Limit - Certificate.Length);

        Assert.True((await FetchAsync(source, bundle)).TryGet(out var pem, out _));
        Assert.Equal(bundle, pem);
    }

    [Theory, MemberData(nameof(Sources))]
    public async Task What_holds_no_certificate_is_told_unless_nobody_looks_at_certificates(string source)
    {
        Assert.StartsWith(
            $"{source} holds no PEM certificate", (await FetchAsync(source, "key")).Failure!.Message, StringComparison.Ordinal);
        Assert.Null((await FetchAsync(source, "key", skipVerify: true)).Failure);
    }

    private static Task<Outcome<string>> FetchAsync(string source, string text, bool skipVerify = false)
    {
        var store = new Store(Encoding.UTF8.GetBytes(text));
        CaSource from = source.StartsWith("File ", StringComparison.Ordinal)
            ? new CaSource.File("/etc/vault-ca/ca.crt", "app")
            : new CaSource.Secret(new ObjectKey("app", "ca"));
        return Roots.FetchAsync(new ConnectionPorts(store, store, store), from, skipVerify, CancellationToken.None);
    }

    /// <summary>Gives the same bytes for a Secret and for a file.</summary>
    private sealed class Store(byte[] bytes) : ISecretReader, ILocalFiles, IVaultHealth
    {
        public Task<Outcome<SecretContent>> ReadAsync(ObjectKey secret, CancellationToken cancellation) =>
            Task.FromResult<Outcome<SecretContent>>(new SecretContent
            {
                Metadata = new SecretSighting { Key = secret, Uid = "u", ResourceVersion = "1" },
                Type = "Opaque",
                Data = new Dictionary<string, ReadOnlyMemory<byte>> { [ConnectionRules.CaKey] = bytes },
            });

        public Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, string ownerNamespace, CancellationToken cancellation) =>
            Task.FromResult<Outcome<ReadOnlyMemory<byte>>>(new ReadOnlyMemory<byte>(bytes));

        public Task<Outcome<SecretSighting>> LookAsync(ObjectKey secret, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<Outcome<VaultHealth>> CheckAsync(VaultEndpoint endpoint, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
