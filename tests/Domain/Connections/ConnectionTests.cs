using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Connections;
using Coffer.Domain.Journal;
using Coffer.Domain.Reach;

namespace Coffer.Domain.Tests.Connections;

public class ConnectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConnectionVerdict Well = new ConnectionVerdict.Answered(new VaultHealth(true, false, false, "2.6.2"));
    private static readonly ConnectionVerdict Sealed = new ConnectionVerdict.Answered(new VaultHealth(true, true, true, "2.6.2"));
    private static readonly ConnectionVerdict Down =
        new ConnectionVerdict.Silent(new Failure(FailureKind.Unreachable, "connection refused"));

    public static TheoryData<VaultConnectionSpec, string> Bad => new()
    {
        { new() { Address = "vault:8200" }, "spec.address" },
        { new() { Address = "ftp://vault" }, "spec.address" },
        { new() { Address = "https://u:p@vault" }, "spec.address" },
        { new() { Address = "https://vault", Timeout = "1h30m" }, "spec.timeout" },
        { new() { Address = "https://vault", Timeout = "0s" }, "spec.timeout" },
        { new() { Address = "https://vault", CaCertPath = "/a", CaCertSecretRef = "b" }, "only one" },
        { new() { Address = "https://vault", CaCertPath = "/a/../b" }, "spec.caCertPath" },
        { new() { Address = "https://vault", CaCertSecretRef = "ns/b" }, "spec.caCertSecretRef" },
        { new() { Address = "https://vault", Headers = new Dictionary<string, string> { ["X-VAULT-Namespace"] = "n" } },
            "X-Vault-Namespace" },
        { new() { Address = "https://vault", Headers = new Dictionary<string, string> { ["host"] = "admin.internal" } },
            "spec.headers: 'host' belongs to the connection" },
        { new() { Address = "https://vault", RedirectHosts = ["vault-1.example", "https://vault-2"] },
            "spec.redirectHosts: 'https://vault-2' is no host" },
        { new() { Address = "https://vault", RedirectHosts = [.. Enumerable.Repeat("a.example", 17)] }, "spec.redirectHosts: at most 16" },
        { new() { Address = "http://169.254.169.254" }, "spec.address: 169.254.169.254 is a link-local address" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Flaws_name_the_field(VaultConnectionSpec spec, string expected)
    {
        var (settings, flaws) = Check(spec);
        Assert.Null(settings);
        Assert.Contains(flaws, flaw => flaw.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("1h", 3600)]
    public void Timeouts_are_read(string? text, int seconds) =>
        Assert.Equal(seconds, Check(new() { Address = "https://vault", Timeout = text }).Settings!.Timeout.TotalSeconds);

    [Fact]
    public void Another_ca_is_another_version_of_the_endpoint()
    {
        var settings = Check(new() { Address = "https://vault" }).Settings!;
        Assert.NotEqual(settings.ToEndpoint(Connection.Metadata, "a").Version, settings.ToEndpoint(Connection.Metadata, "b").Version);
    }

    [Fact]
    public void The_status_follows_vault_down_and_up_and_sealed()
    {
        var state = Told(JudgedState.Initial, Well, 0);
        Assert.True(state.Valid);
        Is(state, ("Healthy", "True", "Healthy"), ("Ready", "True", "Ready"), ("VaultPing", "True", "Accepted"),
            ("ResourceValidation", "True", "Accepted"));
        Assert.Empty(Decide(state, Well, 0));
        Assert.Empty(Decide(state, Down, 1)); // a hiccup

        var down = Told(state, Down, 2);
        Assert.False(down.Valid);
        Is(down, ("Healthy", "False", "Unhealthy"), ("VaultPing", "False", "InvalidConfiguration"),
            ("ResourceValidation", "True", "Accepted"));
        Assert.Contains("connection refused", Conditions.Find(down.Conditions, "Ready")!.Message, StringComparison.Ordinal);

        var locked = Told(down, Sealed, 3);
        Assert.True(locked.Valid);
        Is(locked, ("Healthy", "False", "Unhealthy"), ("VaultPing", "True", "Accepted"));
        Assert.Contains("unseal", Conditions.Find(locked.Conditions, "Ready")!.Message, StringComparison.OrdinalIgnoreCase);

        var news = ConnectionDecider.Announce(down, locked, new ObjectKey("vault", "c"), "https://vault", Sealed);
        Assert.True(news is { Warning: true, Reason: "VaultClientError" });
        Assert.Null(ConnectionDecider.Announce(locked, locked, new ObjectKey("vault", "c"), "https://vault", Sealed));
    }

    [Theory]
    [InlineData("https://vault:8200/v1", FailureKind.NotFound, "write 'https://vault:8200'")]
    [InlineData("https://vault:8200/v1/", FailureKind.Forbidden, "write 'https://vault:8200'")]
    [InlineData("https://proxy/vault/v1", FailureKind.Malformed, "write 'https://proxy/vault'")]
    [InlineData("https://vault:8200/v1", FailureKind.Unreachable, "Check that Vault runs")]
    [InlineData("https://vault:8200", FailureKind.NotFound, "Something other than Vault")]
    public void An_address_that_repeats_v1_is_named(string address, FailureKind kind, string remedy) => Assert.Contains(
        remedy, ConnectionText.Of(new ObjectKey("vault", "c"), address, new ConnectionVerdict.Silent(new Failure(kind, "no"))),
        StringComparison.Ordinal);

    [Fact]
    public void A_changing_text_is_not_written_over_and_over()
    {
        var state = Told(JudgedState.Initial, Down, 2);
        var other = new ConnectionVerdict.Silent(new Failure(FailureKind.Unreachable, "connection reset"));
        Assert.Empty(Decide(state, other, 3));
        Assert.NotEmpty(ConnectionDecider.Decide(state, Connection, other, 3, Now.AddMinutes(6)));
    }

    [Fact]
    public void A_spec_or_ca_that_cannot_be_used_says_nothing_about_the_ping()
    {
        var state = Told(Told(JudgedState.Initial, Well, 0), new ConnectionVerdict.Invalid(["spec.address: bad"]), 1);
        Assert.Null(Conditions.Find(state.Conditions, "VaultPing"));
        Is(state, ("ResourceValidation", "False", "InvalidConfiguration"), ("VaultClient", "False", "VaultClientConfigError"),
            ("Ready", "False", "Ready"));
        Is(Told(state, new ConnectionVerdict.NoRoots(new Failure(FailureKind.NotFound, "no Secret")), 1),
            ("ResourceValidation", "True", "Accepted"), ("VaultClient", "False", "VaultClientConfigError"));
    }

    [Fact]
    public void A_sick_vault_is_looked_at_oftener_than_a_healthy_one()
    {
        var healthy = ConnectionDecider.NextLook(Well, 0, 5, Now) - Now;
        var sick = Enumerable.Range(1, 10).Select(misses => (ConnectionDecider.NextLook(Down, misses, 5, Now) - Now).TotalSeconds).ToList();
        Assert.InRange(healthy.TotalSeconds, 50, 70);
        Assert.All(sick, seconds => Assert.InRange(seconds, 0.5, 10));
        Assert.Equal(sick.Order(), sick);
    }

    [Fact]
    public void A_failed_call_has_a_Vault_that_seems_well_looked_at_once_a_second_at_most_and_a_sick_one_no_sooner_than_is_due()
    {
        Assert.Equal(Now, ConnectionDecider.LookAfterFailure(0, Now, Now.AddSeconds(-30)));
        Assert.Equal(Now.AddSeconds(0.6), ConnectionDecider.LookAfterFailure(0, Now, Now.AddSeconds(-0.4)));
        Assert.Null(ConnectionDecider.LookAfterFailure(1, Now, Now.AddSeconds(-0.4)));
        Assert.Null(ConnectionDecider.LookAfterFailure(7, Now, Now.AddSeconds(-5)));
    }

    [Theory]
    [InlineData(FailureKind.Unreachable, true)]
    [InlineData(FailureKind.Sealed, true)]
    [InlineData(FailureKind.CircuitOpen, false)]
    [InlineData(FailureKind.Forbidden, false)]
    public void A_call_that_was_not_sent_says_nothing_of_Vault(FailureKind kind, bool tells) =>
        Assert.Equal(tells, ConnectionSuspicion.Of(new Failure(kind, "no")));

    private static (ConnectionSettings? Settings, IReadOnlyList<string> Flaws) Check(VaultConnectionSpec spec) =>
        ConnectionRules.Check("vault", spec, new ReachRules());

    private static IReadOnlyList<Judged> Decide(JudgedState state, ConnectionVerdict verdict, int misses) =>
        ConnectionDecider.Decide(state, Connection, verdict, misses, Now);

    private static JudgedState Told(JudgedState state, ConnectionVerdict verdict, int misses)
    {
        var told = Decide(state, verdict, misses).Aggregate(state, JudgedStatuses.VaultConnection.Evolve);
        Assert.Empty(Decide(told, verdict, misses));
        return told;
    }

    private static void Is(JudgedState state, params (string Type, string Status, string Reason)[] expected) => Assert.All(
        expected, e => Assert.Equal(e, Conditions.Find(state.Conditions, e.Type) is { } c ? (c.Type, c.Status, c.Reason) : default));

    private static VaultConnection Connection => new()
    {
        Metadata = new ObjectMeta { Namespace = "vault", Name = "c", Uid = "u", ResourceVersion = "1", Generation = 1 },
        Spec = new VaultConnectionSpec { Address = "https://vault" },
    };
}
