using Coffer.Embedded.Vault;
using Microsoft.Extensions.Time.Testing;

namespace Coffer.Embedded.Tests.Vault;

internal static class Start
{
    public const string Denied = "1 error occurred:\n\t* permission denied\n\n";

    public static Task<EmbeddedVault> Vault(VaultFlavour flavour, TimeProvider? time = null) =>
        EmbeddedVault.StartAsync(
            new EmbeddedVaultOptions { Flavour = flavour, TimeProvider = time ?? TimeProvider.System }, CancellationToken.None);

    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero));

    /// <summary>A client with a token of the given policy.</summary>
    public static async Task<VaultClient> With(EmbeddedVault vault, string policy)
    {
        using var root = VaultClient.Root(vault);
        await root.Must("sys/policies/acl/p", new { policy });
        var token = (await root.Must("auth/token/create", new { policies = new[] { "p" } })).Token;
        return new VaultClient(vault.Address, token);
    }
}
