using Coffer.Embedded.Vault.Tokens;

namespace Coffer.Embedded.Vault.Core;

/// <summary>The state of one server, shared by all its listeners.</summary>
internal sealed class VaultCore : IDisposable
{
    public VaultCore(EmbeddedVaultOptions options)
    {
        Flavour = options.Flavour;
        Clock = new NanoClock(options.TimeProvider);
        Seal = new SealState(options.Initialized);
        Tokens = new TokenStore(Clock);
        Issuer = new TokenIssuer(Flavour, Clock, Tokens);
        Quotas = new Quotas(Flavour, Clock);
        Wrapping = new Wrapping(Clock);
        Mounts = new MountFactory(this);
        Namespaces = new NamespaceTree(Mounts);
        RootToken = options.RootToken ?? TokenIssuer.NewRoot(Flavour);
        AddRootToken();
        if (options.DevSecretMount)
        {
            Namespaces.Root.Mounts.Add(Mounts.Kv("secret/", "kv", "2", "key/value secret storage")!);
        }
    }

    public VaultFlavour Flavour { get; }

    public NanoClock Clock { get; }

    public SealState Seal { get; }

    public TokenStore Tokens { get; }

    public TokenIssuer Issuer { get; }

    public Quotas Quotas { get; }

    public Wrapping Wrapping { get; }

    public MountFactory Mounts { get; }

    public NamespaceTree Namespaces { get; }

    public string RootToken { get; }

    /// <summary>The texts of Vault 1.8, which OpenBao and later Vaults have left behind.</summary>
    public bool IsOld => Flavour == VaultFlavour.Vault;

    public string Version => Flavour switch
    {
        VaultFlavour.OpenBao => "2.6.2",
        VaultFlavour.Vault2 => "2.0.3",
        _ => "1.8.0-dev",
    };

    public string ClusterName { get; } = "vault-cluster-" + Ids.Hex(4);

    public string ClusterId { get; } = Guid.NewGuid().ToString();

    public void Dispose()
    {
        foreach (var home in Namespaces.All.ToList())
        {
            Namespaces.Remove(home);
        }
    }

    private void AddRootToken() => Tokens.Add(new TokenEntry
    {
        Id = RootToken,
        Accessor = TokenIssuer.NewAccessor(Namespaces.Root),
        Policies = ["root"],
        Home = Namespaces.Root,
        Path = "auth/token/root",
        DisplayName = "root",
        Created = Clock.Now,
    });
}
