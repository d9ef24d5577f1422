using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;
using Coffer.Silo.Clustering;
using Coffer.Tests.Support;

namespace Coffer.Cluster.Tests.Clustering;

public sealed class MutualTlsTests
{
    /// <summary>A handshake may take longer on a busy machine; where its limit is not the subject it is none.</summary>
    private static readonly TlsOptions Brisk = new()
    {
        HandshakeLimit = TimeSpan.FromMinutes(1),
        Reading = TimeSpan.FromMilliseconds(300),
        ReadAtMostEvery = TimeSpan.FromMilliseconds(100),
    };

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Silos_of_one_authority_form_a_cluster_and_call_each_others_grains()
    {
        await using var world = await TlsWorld.StartAsync();
        var first = await world.SiloAsync(options: Brisk);
        var second = await world.SiloAsync(first, options: Brisk);

        await Eventually.HoldsAsync("both see two silos", () => first.ActiveSilos == 2 && second.ActiveSilos == 2);
        await Eventually.HoldsAsync(
            "grains of both answer", async () => (await first.CallAsync()).Count == 2 && (await second.CallAsync()).Count == 2);
        Assert.DoesNotContain(
            first.Log.Lines.Concat(second.Log.Lines), line => line.Contains("No connection between", StringComparison.Ordinal));
        Assert.All(new[] { first, second }, silo => Assert.Equal(0, silo.Endpoints.GatewayPort));
    }

    [Theory]
    [InlineData(true, "signed by another authority")]
    [InlineData(false, "TLS handshake failed")]
    public async Task A_stranger_with_our_code_can_not_join(bool hasAuthority, string said)
    {
        await using var world = await TlsWorld.StartAsync();
        var first = await world.SiloAsync(options: Brisk);
        var second = await world.SiloAsync(first, options: Brisk);
        await Eventually.HoldsAsync("two silos", () => first.ActiveSilos == 2 && second.ActiveSilos == 2);
        var stranger = world.Keep(TlsSilo.Create(hasAuthority ? world.Elsewhere : null, first.Port, options: Brisk));

        using var enough = new CancellationTokenSource();
        var watch = FairWatch.Start();
        var joining = stranger.StartAsync(enough.Token);
        await RefusesAsync(first, said);
        await Eventually.HoldsAsync("several tries", () => Tries(stranger) >= 4 || joining.IsCompleted);
        // A caller that is refused waits a second before it tries again.
        Assert.InRange(Tries(stranger), 1, 4 + (int)watch.Wall.TotalSeconds);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => joining);

        Assert.Equal((2, 2), (first.ActiveSilos, second.ActiveSilos));
        Assert.Equal(2, (await first.CallAsync()).Count);
    }

    [Fact]
    public async Task Whoever_shows_a_certificate_of_this_cluster_is_accepted_and_nobody_else()
    {
        await using var world = await TlsWorld.StartAsync();
        var silo = await world.SiloAsync(options: Brisk);
        var ours = (await TlsWorld.AuthorityAsync(world.Home)).Roots[0];
        var foreign = (await TlsWorld.AuthorityAsync(world.Elsewhere)).Roots[0];

        Assert.True(await Caller.IsAcceptedAsync(silo.Port, Leaf(ours, Now)));
        Assert.True(await Caller.IsAcceptedAsync(silo.Port, Leaf(ours, Now.AddMinutes(30)))); // a clock ahead of ours
        Assert.True(await Caller.IsAcceptedAsync(silo.Port, Leaf(ours, Now.AddHours(-23))));

        await RefusedAsync(silo, null, "shows no certificate");
        await RefusedAsync(silo, Leaf(foreign, Now), "signed by another authority");
        await RefusedAsync(silo, Leaf(ours, Now.AddHours(-25)), "NotTimeValid");
        await RefusedAsync(silo, Leaf(ours, Now.AddHours(2)), "NotTimeValid");
        await RefusedAsync(silo, Leaf(ours, Now, "coffer/green"), "is for coffer://coffer/green and not for coffer://coffer/blue");
        await RefusedAsync(silo, Authority(ours), "for nobody");
        await RefusedAsync(silo, ByHand(ours, purpose: "1.3.6.1.5.5.7.3.1"), "NotValidForUsage");
        await RefusedAsync(silo, Caller.Context(SelfSigned()), "signed by another authority than this cluster's (UntrustedRoot)");
        Assert.False(await Caller.IsAcceptedAsync(silo.Port, Leaf(ours, Now), SslProtocols.Tls12));
    }

    [Fact]
    public async Task Refused_connections_are_counted_by_why()
    {
        await using var world = await TlsWorld.StartAsync();
        var silo = await world.SiloAsync(options: Brisk with { HandshakeLimit = TimeSpan.FromSeconds(15) });
        var meter = silo.RefusalsMeter;
        var counts = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(meter, instrument, self) };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counts.AddOrUpdate(
            (string)tags[0].Value!, count, (_, before) => before + count));
        listener.Start();

        await Caller.IsAcceptedAsync(silo.Port, null);
        await Caller.IsAcceptedAsync(silo.Port, null);
        await Caller.IsAcceptedAsync(silo.Port, Leaf((await TlsWorld.AuthorityAsync(world.Elsewhere)).Roots[0], Now));
        await Caller.SayAsync(silo.Port, []);

        await Eventually.HoldsAsync("all counted",
            () => counts is { Count: 3 } && counts["NoCertificate"] == 2 && counts["UnknownAuthority"] == 1 && counts["Late"] == 1);
    }

    /// <summary>Called for the instruments of all tests, in whose locks it may run: it takes none itself.</summary>
    private static void Enable(Meter meter, Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter == meter)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: silo\r\n\r\n")]
    [InlineData("")]
    public async Task Whoever_speaks_no_TLS_hears_nothing_and_is_hung_up_on(string words)
    {
        await using var world = await TlsWorld.StartAsync();
        var silo = await world.SiloAsync(options: Brisk with { HandshakeLimit = TimeSpan.FromSeconds(2) });
        var watch = FairWatch.Start();

        var heard = await Caller.SayAsync(silo.Port, Encoding.ASCII.GetBytes(words));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"hung up after {watch}");
        Assert.InRange(heard.Length, 0, 7); // at most a TLS alert
        await RefusesAsync(silo, "");
    }

    [Fact]
    public async Task A_replaced_authority_is_learnt_of_from_the_first_who_shows_it()
    {
        await using var world = await TlsWorld.StartAsync();
        var slow = Brisk with { Reading = TimeSpan.FromHours(1) };
        var silo = await world.SiloAsync(options: slow);
        await world.ForgetAuthorityAsync();
        var replaced = (await TlsWorld.AuthorityAsync(world.Home)).Roots[0];

        await Eventually.HoldsAsync("the new authority is trusted", () => Caller.IsAcceptedAsync(silo.Port, Leaf(replaced, Now)));
    }

    [Fact]
    public async Task Without_the_right_to_keep_an_authority_a_silo_does_not_start_and_opens_no_port()
    {
        await using var world = await TlsWorld.StartAsync();
        var silo = world.Keep(TlsSilo.Create(world.WithoutRights));

        var error = await Assert.ThrowsAnyAsync<Exception>(() => silo.StartAsync());

        Assert.Contains("Secret coffer/coffer-silo-ca-blue", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("get and patch", error.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => Caller.SayAsync(silo.Port, []));
    }

    private static async Task RefusedAsync(TlsSilo silo, SslStreamCertificateContext? certificate, string said)
    {
        Assert.False(await Caller.IsAcceptedAsync(silo.Port, certificate), said);
        await RefusesAsync(silo, said);
    }

    private static Task RefusesAsync(TlsSilo silo, string said) => Eventually.HoldsAsync(said, () => silo.Log.Lines.Any(
        line => line.Contains("No connection between this silo and 127.0.0.1", StringComparison.Ordinal)
            && line.Contains(said, StringComparison.Ordinal)));

    private static int Tries(TlsSilo silo) =>
        silo.Log.Lines.Count(line => line.Contains("Establishing connection to endpoint", StringComparison.Ordinal));

    private static SslStreamCertificateContext Leaf(AuthorityRoot root, DateTimeOffset made, string cluster = "coffer/blue") =>
        LeafMint.Make(cluster, root, LeafPlan.At(made, root.Facts));

    /// <summary>The root itself.</summary>
    private static SslStreamCertificateContext Authority(AuthorityRoot root)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(root.Certificate.Span);
        using var key = Key(root);
        return Caller.Context(certificate.CopyWithPrivateKey(key));
    }

    private static SslStreamCertificateContext ByHand(AuthorityRoot root, string purpose)
    {
        using var rootCertificate = X509CertificateLoader.LoadCertificate(root.Certificate.Span);
        using var rootKey = Key(root);
        using var issuer = rootCertificate.CopyWithPrivateKey(rootKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri("coffer://coffer/blue"));
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(issuer, Now.AddMinutes(-1), Now.AddHours(1), [1]);
        return Caller.Context(bare.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=self", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddMinutes(-1), Now.AddHours(1));
    }

    private static ECDsa Key(AuthorityRoot root)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(root.PrivateKey.Span, out _);
        return key;
    }
}
