using Coffer.Cli.Output;
using Coffer.Cli.Resources;
using Coffer.Cli.Status;
using Coffer.Contracts;
using static Coffer.Cli.Tests.Samples;

namespace Coffer.Cli.Tests.Status;

/// <summary>Which link is broken, and what is said of it.</summary>
public sealed class ChainTests
{
    [Fact]
    public void All_is_well()
    {
        var chain = ChainBuilder.Build(Facts(), Now);

        Assert.Equal(LinkState.Well, chain.State);
        Assert.Equal(["VaultConnection", "VaultAuth", "VaultStaticSecret", "Secret", "Deployment"], chain.Links.Select(link => link.Kind));
        Assert.DoesNotContain(chain.Links, link => link.IsCause || link.Message.Length > 0);
        Assert.Equal(new ChainData(7, "abcdef012345", Now.AddHours(-2), Now.AddHours(-2)), chain.Data);
        Assert.InRange(chain.NextDue!.Value, Now, Now.AddSeconds(60));
    }

    [Fact]
    public void What_was_refused_breaks_the_resource()
    {
        var chain = ChainBuilder.Build(Facts(Failing("VaultClientError", "permission denied. Grant read")), Now);

        var cause = Assert.Single(chain.Links, link => link.IsCause);
        Assert.Equal(("VaultStaticSecret", LinkState.Broken, "VaultClientError"), (cause.Kind, cause.State, cause.Reason));
        Assert.Equal("permission denied. Grant read", cause.Message);
        Assert.Null(chain.NextDue);
    }

    /// <summary>Logins are made for each namespace: the VaultAuth itself may be valid.</summary>
    [Fact]
    public void A_refused_login_breaks_the_VaultAuth()
    {
        var chain = ChainBuilder.Build(Facts(Failing("VaultClientConfigError", "Vault answers 403")), Now);

        var cause = Assert.Single(chain.Links, link => link.IsCause);
        Assert.Equal(("VaultAuth", "Vault answers 403"), (cause.Kind, cause.Message));
        Assert.Equal("waits for the login", chain.Links.Single(link => link.Kind == "VaultStaticSecret").Message);
    }

    [Fact]
    public void The_first_broken_link_is_the_cause()
    {
        var facts = Facts(Failing("VaultClientConfigError", "no session"));
        var chain = ChainBuilder.Build(facts with { Connection = Missing(facts.Connection!) }, Now);

        var cause = Assert.Single(chain.Links, link => link.IsCause);
        Assert.Equal("VaultConnection", cause.Kind);
        Assert.Equal("VaultConnection vault/myvault does not exist: create it, or correct spec.vaultConnectionRef", cause.Message);
    }

    [Fact]
    public void A_namespace_that_may_not_use_the_VaultAuth_is_told_so()
    {
        var facts = Facts();
        var auth = Manifest.Coffer(Auth.Replace("allowedNamespaces: [shop]", "allowedNamespaces: [other]", StringComparison.Ordinal));
        var chain = ChainBuilder.Build(facts with { Auth = Of("VaultAuth", "vault", "login", "spec.vaultAuthRef", auth) }, Now);

        Assert.Contains("Add shop there", Assert.Single(chain.Links, link => link.IsCause).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_not_be_read_is_unknown_and_not_broken()
    {
        var facts = Facts();
        var chain = ChainBuilder.Build(facts with { Secret = Missing(facts.Secret!, FailureKind.Forbidden) }, Now);

        Assert.Equal(LinkState.Unknown, chain.State);
        Assert.DoesNotContain(chain.Links, link => link.IsCause);
    }

    [Theory]
    [InlineData("generation: 2 }", "generation: 3 }", "Waiting", "NotTakenUp")]
    [InlineData(
        "generation: 2 }", "generation: 2, deletionTimestamp: \"2026-11-30T11:00:00Z\", finalizers: [a/b] }", "Doubtful", "BeingDeleted")]
    [InlineData("  conditions:", "  conditions:\n  - { type: Contested, status: \"True\", reason: TwoWriters }", "Doubtful", "TwoWriters")]
    public void A_resource_says_how_it_is(string from, string to, string state, string reason)
    {
        var chain = ChainBuilder.Build(Facts(StaticSecret.Replace(from, to, StringComparison.Ordinal)), Now);

        var link = chain.Links.Single(link => link.Kind == "VaultStaticSecret");
        Assert.Equal((state, reason), ($"{link.State}", link.Reason));
    }

    [Fact]
    public void A_resource_that_nobody_looks_after_waits_for_the_operator()
    {
        var unseen = StaticSecret[..StaticSecret.IndexOf("status:", StringComparison.Ordinal)];
        var facts = Facts(unseen);
        var chain = ChainBuilder.Build(facts with { Secret = Missing(facts.Secret!) }, Now);

        Assert.Equal(LinkState.Waiting, chain.State);
        Assert.Contains("does it serve namespace shop?", chain.Links[2].Message, StringComparison.Ordinal);
        Assert.Null(chain.Data);
    }

    [Theory]
    [InlineData("VaultStaticSecret/shop/database", "VaultStaticSecret/shop/other", "Broken", "WrittenByAnother")]
    [InlineData("content-digest: abcdef0123456789abcdef", "content-digest: other", "Doubtful", "StampDiffers")]
    [InlineData("coffer.secrets.hashicorp.com/content-digest", "other", "Doubtful", "StampMissing")]
    public void A_Secret_says_whose_it_is(string from, string to, string state, string reason)
    {
        var secret = Manifest.Secret(Secret.Replace(from, to, StringComparison.Ordinal));
        var chain = ChainBuilder.Build(Facts() with { Secret = Of("Secret", "shop", "database", "", secret) }, Now);

        var link = chain.Links.Single(link => link.Kind == "Secret");
        Assert.Equal((state, reason), ($"{link.State}", link.Reason));
    }

    [Fact]
    public void A_Secret_that_is_gone_is_broken_though_the_resource_is_well()
    {
        var facts = Facts();
        var chain = ChainBuilder.Build(facts with { Secret = Missing(facts.Secret!) }, Now);

        Assert.Equal("Secret", Assert.Single(chain.Links, link => link.IsCause).Kind);
    }

    [Fact]
    public void A_workload_that_could_not_be_rolled_is_told()
    {
        var failed = StaticSecret.Replace("effect: Rolled,", "effect: Failed, problem: 403 forbidden,", StringComparison.Ordinal);
        var link = ChainBuilder.Build(Facts(failed), Now).Links.Single(link => link.Kind == "Deployment");

        Assert.Equal((LinkState.Broken, "RestartFailed", "403 forbidden"), (link.State, link.Reason, link.Message));
    }

    [Fact]
    public void The_screen_marks_where_it_breaks()
    {
        var chain = ChainBuilder.Build(Facts(Failing("VaultClientError", "permission denied. Grant read")), Now);

        var screen = new ChainView(Now, wide: false).Draw(chain, new Screen(100)).ToString(colours: false);
        Assert.Equal(
            """
            VaultStaticSecret/shop/database  BROKEN

              ok      VaultConnection    vault/myvault  https://vault.vault:8200             since 3h
              ok      VaultAuth          vault/login    method kubernetes, mount kubernetes  since 3h
              BROKEN  VaultStaticSecret  shop/database  kvv2/shop/database                   since 2h59m
              ok      Secret             shop/database  made by the operator                 since 2h
              ok      Deployment         shop/web       rolled when the content changes

            BROKEN  VaultStaticSecret shop/database: VaultClientError  <- this is where it breaks
              permission denied. Grant read

            Data  version 7, changed 2h ago, written 2h ago, digest abcdef012345

            History
              WHEN   WHAT              VERSION  DIGEST        WORKLOADS       WHY
              119m   RestartCompleted  -        -             Deployment/web  Rolled
              2h     RestartRequested  -        -             Deployment/web  -
              2h     SecretWritten     7        abcdef012345  -               Refresh
              2h59m  SecretWritten     6        0123456789ab  -               InitialSync

            """, screen);
    }
}
