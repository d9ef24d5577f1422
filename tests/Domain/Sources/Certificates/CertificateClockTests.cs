using Coffer.Contracts;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Certificates;
using CsCheck;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>When a certificate is renewed, and how loud it gets when it is not.</summary>
public sealed class CertificateClockTests
{
    [Fact]
    public void Without_an_offset_it_is_renewed_at_two_thirds_of_its_life_or_a_little_earlier()
    {
        var at = CertificateClock.RenewAt(Authority.Resource, Authority.Facts(hours: 3));
        Assert.InRange(at, Authority.Now.AddMinutes(114), Authority.Now.AddMinutes(120));
    }

    [Fact]
    public void Whatever_offset_and_life_it_is_never_renewed_later_than_asked_nor_all_the_time() =>
        Gen.Select(Gen.Int[1, 100_000], Gen.Int[0, 100_000], Gen.Int[0, 1000]).Sample((life, offset, number) =>
        {
            var resource = Authority.With(spec => spec with { ExpiryOffset = offset == 0 ? null : $"{offset}s" });
            var facts = Authority.Facts(life / 3600.0, $"{number}");
            var wait = CertificateClock.RenewAt(resource, facts) - facts.Issued;
            var isKept = offset > 0 && life - offset >= life / 10.0;
            var latest = isKept ? TimeSpan.FromSeconds(life - offset) : TimeSpan.FromSeconds(life * 2 / 3.0);
            Assert.True(wait >= TimeSpan.FromSeconds(1), $"{wait}");
            Assert.True(wait <= latest + TimeSpan.FromMilliseconds(1) || wait == TimeSpan.FromSeconds(1), $"{wait} {latest}");
            Assert.True(wait >= latest * 0.94 || wait == TimeSpan.FromSeconds(1), $"{wait} {latest}");
        });

    /// <summary>An operator whose clock is hours ahead sees each certificate as ended when it comes.</summary>
    [Fact]
    public void A_clock_that_is_ahead_does_not_have_certificates_issued_all_the_time()
    {
        var facts = Authority.Facts(hours: 1) with { Issued = Authority.Now.AddHours(5) };
        Assert.True(CertificateClock.RenewAt(Authority.Resource, facts) > facts.Issued.AddMinutes(30));
    }

    [Theory]
    [InlineData(1, "no")]
    [InlineData(130, "The certificate in the Secret is good until 2026-11-30T15:00:00Z; its renewal was due at 2026-11-30T1")]
    [InlineData(170, "The certificate in the Secret expires SOON, at 2026-11-30T15:00:00Z")]
    [InlineData(200, "THE CERTIFICATE IN THE SECRET HAS EXPIRED at 2026-11-30T15:00:00Z")]
    public void The_nearer_the_end_the_louder(int minutes, string begins)
    {
        var state = SecretState.Initial with { Snapshot = new() { Certificate = Authority.Facts(hours: 3) } };
        var told = new CertificateSource().AtStake(
            Authority.Resource, state, new Problem("VaultClientError", "no"), Authority.Now.AddMinutes(minutes));
        Assert.StartsWith(begins, told.Message, StringComparison.Ordinal);
        Assert.EndsWith("no", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_refusal_is_the_same_problem_a_moment_later()
    {
        var source = new CertificateSource();
        Assert.Equal(Refused("2026-12-01T14:48:31.228686485Z"), Refused("2026-12-01T15:48:31Z"));
        Assert.Contains("notAfter of 2026-12-01 that", Refused("2026-12-01T15:48:31Z").Message, StringComparison.Ordinal);

        Problem Refused(string end) => source.Refused(
            Authority.Resource, source.Requests(Authority.Resource)[0],
            new Failure(FailureKind.Invalid, $"PUT pki/issue/web: 400 cannot satisfy request, as TTL would result in notAfter of {end} "
                + "that is beyond the expiration of the CA certificate at 2026-12-01T04:47:36Z"),
            mountType: null);
    }
}
