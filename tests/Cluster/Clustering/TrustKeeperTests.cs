using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Silo.Clustering;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Coffer.Cluster.Tests.Clustering;

/// <summary>When a silo looks at the authority.</summary>
public sealed class TrustKeeperTests
{
    private static readonly TlsOptions Options = new() { Reading = TimeSpan.FromHours(1), ReadAtMostEvery = TimeSpan.FromMilliseconds(10) };

    [Fact]
    public async Task A_look_that_somebody_asked_for_is_repeated_when_it_fails()
    {
        var (authority, lifecycle) = (new Authority(), new Lifecycle());
        using var keeper = new TrustKeeper(
            authority, Microsoft.Extensions.Options.Options.Create(new ClusterOptions { ClusterId = "coffer/blue" }), Options,
            TimeProvider.System, NullLogger<TrustKeeper>.Instance);
        keeper.Participate(lifecycle);
        await lifecycle.Observer!.OnStart(CancellationToken.None);
        Assert.Equal(1, authority.Looks);

        authority.FailuresLeft = 2;
        keeper.ReadSoon();

        await Eventually.HoldsAsync("two looks that failed and one that did not", () => authority.Looks == 4);
        await lifecycle.Observer.OnStop(CancellationToken.None);
        Assert.Equal(4, authority.Looks);
    }

    private sealed class Authority : IClusterAuthority
    {
        private readonly ClusterAuthority _found = new([Root()]);
        private int _looks;
        private int _failuresLeft;

        public int Looks => Volatile.Read(ref _looks);

        public int FailuresLeft
        {
            set => Volatile.Write(ref _failuresLeft, value);
        }

        public Task<Outcome<ClusterAuthority>> EnsureAsync(CancellationToken cancellation)
        {
            Outcome<ClusterAuthority> outcome = Interlocked.Decrement(ref _failuresLeft) >= 0
                ? new Failure(FailureKind.Unavailable, "503")
                : _found;
            Interlocked.Increment(ref _looks);
            return Task.FromResult(outcome);
        }

        private static AuthorityRoot Root()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=root", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
            var now = TimeProvider.System.GetUtcNow();
            using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(1));
            return new AuthorityRoot(
                new RootFacts("root", now.AddHours(-1), now.AddYears(1)), certificate.RawData, key.ExportPkcs8PrivateKey());
        }
    }

    private sealed class Lifecycle : ISiloLifecycle
    {
        public ILifecycleObserver? Observer { get; private set; }

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Observer = observer;
            return new MemoryStream();
        }
    }
}
