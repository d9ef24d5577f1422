namespace Coffer.Embedded.Vault;

/// <summary>How an embedded Vault starts. All values have defaults fit for a test.</summary>
public sealed record EmbeddedVaultOptions
{
    /// <summary>Whose answers to give.</summary>
    public VaultFlavour Flavour { get; init; } = VaultFlavour.OpenBao;

    /// <summary>The port on 127.0.0.1; 0 takes any free one and keeps it across Stop and StartAgain.</summary>
    public int Port { get; init; }

    /// <summary>Serve HTTPS under a CA made for this server (see <see cref="EmbeddedVault.CaPem"/>).</summary>
    public bool Tls { get; init; }

    /// <summary>The root token; null makes a random one.</summary>
    public string? RootToken { get; init; }

    /// <summary>False answers like a server that nobody has initialised: health 501, everything else 503.</summary>
    public bool Initialized { get; init; } = true;

    /// <summary>Mount a kv-v2 engine at <c>secret/</c>, as the dev mode of the real servers does.</summary>
    public bool DevSecretMount { get; init; } = true;

    /// <summary>The clock for token lives, versions, leases and fault delays.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How many of the latest requests are kept for <see cref="EmbeddedVault.Requests"/>, at least 1.</summary>
    public int RecentRequests { get; init; } = 1000;

    /// <summary>Hides the root token.</summary>
    public override string ToString() => "***";
}
