using Coffer.Contracts.Resources;
using Coffer.Domain.Timing;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>When a certificate is renewed: by its own end, never by what was asked for.</summary>
public static class CertificateClock
{
    /// <summary>An offset that leaves less of a life than this would have certificates issued all the time.</summary>
    private const double LeastPart = 0.1;

    private const double UsualPart = 2.0 / 3;

    /// <summary>What was issued together is renewed apart, but never later than was asked for.</summary>
    private const double JitterPart = 0.05;

    private static readonly TimeSpan LongestJitter = TimeSpan.FromHours(1);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>When to ask for the next one.</summary>
    public static DateTimeOffset RenewAt(ISecretResource resource, CertificateFacts certificate)
    {
        var life = Life(certificate);
        var wait = Offset(resource) is { } offset && IsOffsetKept(offset, life) ? life - offset : life * UsualPart;
        var jitter = wait * JitterPart < LongestJitter ? wait * JitterPart : LongestJitter;
        wait -= BackOff.Share(jitter, BackOff.Seed($"{resource.Metadata.Uid} {certificate.SerialNumber}"));
        wait = wait > Least ? wait : Least;
        return DateTimeOffset.MaxValue - certificate.Issued > wait ? certificate.Issued + wait : DateTimeOffset.MaxValue;
    }

    /// <summary>What is to be told of an offset that a certificate is too short for; null when it is kept.</summary>
    public static string? Remark(VaultPKISecretSpec spec, CertificateFacts certificate) =>
        Durations.TryParse(spec.ExpiryOffset, out var offset) && offset > TimeSpan.Zero && !IsOffsetKept(offset, Life(certificate))
            ? $"spec.expiryOffset: {spec.ExpiryOffset} leaves next to nothing of the certificate's life, so it is renewed at two thirds of "
                + "it: shorten the offset, or ask for a longer life (spec.ttl, max_ttl of the role)"
            : null;

    /// <summary>
    /// From its issue to its end. Where the operator's clock is past the end already, it is wrong: then the certificate's own two times
    /// tell how long it lives, or it would be renewed for ever.
    /// </summary>
    private static TimeSpan Life(CertificateFacts certificate)
    {
        var left = certificate.NotAfter - certificate.Issued;
        return left > TimeSpan.Zero ? left : certificate.NotAfter - certificate.NotBefore;
    }

    private static TimeSpan? Offset(ISecretResource resource) =>
        Durations.TryParse(((VaultPKISecret)resource).Spec.ExpiryOffset, out var offset) && offset > TimeSpan.Zero ? offset : null;

    private static bool IsOffsetKept(TimeSpan offset, TimeSpan life) => life - offset >= life * LeastPart;
}
