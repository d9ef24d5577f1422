using System.Globalization;
using Coffer.Contracts.Resources;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>Which certificate a Secret was made from.</summary>
/// <param name="Facts">As the journal keeps it.</param>
public sealed record CertificateVersion(CertificateFacts Facts) : SourceVersion
{
    /// <inheritdoc/>
    public override string? Id => Facts.SerialNumber;

    /// <inheritdoc/>
    public override SourceVersion MadeAt(DateTimeOffset now, string asked) =>
        this with { Facts = Facts with { Issued = now, Asked = asked } };

    /// <inheritdoc/>
    public override SecretSnapshot Into(SecretSnapshot snapshot) => snapshot with { Certificate = Facts };

    /// <inheritdoc/>
    public override bool IsIn(SecretSnapshot snapshot) => snapshot.Certificate == Facts;

    /// <summary>What was issued later stands.</summary>
    public override bool IsBehind(SecretSnapshot snapshot) =>
        snapshot.Certificate is { } held && held.SerialNumber != Facts.SerialNumber && held.Issued > Facts.Issued;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"serial={Facts.SerialNumber} notAfter={Facts.NotAfter.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
}
