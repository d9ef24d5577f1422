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
        Quotas = new Quotas(Clock);
        Wrapping = new Wrapping(Clock);
        Mounts = new MountFactory(this);
        Namespaces = new NamespaceTree(Mounts);
        RootToken = options.RootToken ?? "s." + Ids.Base62(24);
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

    public string Version => Flavour == VaultFlavour.OpenBao ? "2.6.2" : "1.8.0-dev";

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
