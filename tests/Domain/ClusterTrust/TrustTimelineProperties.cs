using Coffer.Contracts.Ports;
using Coffer.Domain.ClusterTrust;
using CsCheck;

namespace Coffer.Domain.Tests.ClusterTrust;

/// <summary>
/// Years of a cluster whose silos have different clocks, read the authority at different times, miss it for hours and restart: any two of
/// them accept each other at any time.
/// </summary>
public sealed class TrustTimelineProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Silos_accept_each_other_at_any_time_of_every_rotation() =>
        Gen.Select(Gen.Int[-20, 20].Array[3], Gen.Int[10, 240].Array[3], Gen.Int[0, 1000]).Sample((skews, readings, seed) =>
        {
            var secret = new List<RootFacts>();
            var silos = skews.Zip(readings, (skew, reading) => new Member(TimeSpan.FromMinutes(skew), TimeSpan.FromMinutes(reading)))
                .ToList();
            var rotations = 0;
            for (var minutes = (double)seed; minutes < TimeSpan.FromDays(3 * 365).TotalMinutes; minutes += Step(
                secret, Start.AddMinutes(minutes)))
            {
                var now = Start.AddMinutes(minutes);
                silos.ForEach(silo => silo.Live(secret, now, ref rotations));

                Assert.InRange(secret.Count, 1, 2);
                Assert.All(
                    silos, one => Assert.All(silos, other => Assert.True(one.Accepts(other, now), $"at {now:u}, {rotations} rotations")));
            }

            Assert.InRange(rotations, 4, 5);
        }, iter: 30);

    /// <summary>Nothing happens for months: small steps only around a rotation.</summary>
    private static double Step(List<RootFacts> secret, DateTimeOffset now)
    {
        var untilRotation = secret[^1].NotBefore.AddDays(243) - now;
        return secret.Count > 1 || untilRotation < TimeSpan.FromDays(2) ? 7 : TimeSpan.FromHours(5).TotalMinutes;
    }

    private sealed class Member(TimeSpan skew, TimeSpan reading)
    {
        private IReadOnlyList<RootFacts> _trusted = [];
        private LeafPlan? _leaf;
        private DateTimeOffset _next = DateTimeOffset.MinValue;

        public void Live(List<RootFacts> secret, DateTimeOffset now, ref int rotations)
        {
            if (now < _next)
            {
                return;
            }

            _next = now + reading;
            var mine = now + skew;
            switch (TrustDecider.Decide(secret, mine))
            {
                case TrustStep.Create:
                    secret.Add(Root(mine));
                    break;
                case TrustStep.Rotate rotate:
                    secret.RemoveAll(root => root != rotate.Newest);
                    secret.Add(Root(mine));
                    rotations++;
                    break;
                case TrustStep.Drop drop:
                    secret.RemoveAll(root => root != drop.Newest);
                    break;
            }

            _trusted = [.. secret];
            var signer = TrustDecider.Signer(_trusted, mine);
            _leaf = _leaf is null || _leaf.IsDue(mine, signer) ? LeafPlan.At(mine, signer) : _leaf;
        }

        /// <summary>As a chain is built: the root is one of mine, root and leaf are valid by my clock.</summary>
        public bool Accepts(Member other, DateTimeOffset now)
        {
            var mine = now + skew;
            return _trusted.FirstOrDefault(root => root.Id == other._leaf!.Signer) is { } signer
                && mine >= signer.NotBefore && mine <= signer.NotAfter
                && mine >= other._leaf!.NotBefore && mine <= other._leaf.NotAfter;
        }

        private static RootFacts Root(DateTimeOffset made) => new($"{made:O}", made - TrustTimes.BackDating, made + TrustTimes.RootLife);
    }
}
