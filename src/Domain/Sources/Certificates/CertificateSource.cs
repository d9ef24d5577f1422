using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Certificates;

/// <summary>The source of a VaultPKISecret: a certificate that a PKI engine issues.</summary>
public sealed class CertificateSource : IIssuingSource
{
    /// <inheritdoc/>
    public IEnumerable<SpecError> Flaws(ISecretResource resource) => CertificateRules.Check(Spec(resource));

    /// <summary>How early it is renewed, what becomes of it and who is rolled is no part of a certificate.</summary>
    public byte[] Followed(ISecretResource resource) => JsonSerializer.SerializeToUtf8Bytes(
        Spec(resource) with { ExpiryOffset = null, RolloutRestartTargets = null, Revoke = false, Clear = false },
        ResourceJson.Default.VaultPKISecretSpec);

    /// <inheritdoc/>
    public ImmutableArray<SourceRequest> Requests(ISecretResource resource)
    {
        var spec = Spec(resource);
        var mount = spec.Mount.Trim('/');
        var issuer = spec.IssuerRef is { Length: > 0 } reference ? $"issuer/{reference}/" : "";
        return [new SourceRequest(mount, $"{mount}/{issuer}issue/{spec.Role}", Body: CertificateBody.Of(spec))];
    }

    /// <summary>A certificate is asked for when it is needed, never in a rhythm.</summary>
    public TimeSpan? DefaultPeriod(ISecretResource resource) => null;

    /// <inheritdoc/>
    public Due Due(ISecretResource resource, SecretState state, DateTimeOffset now) => state.Snapshot.Certificate is { } certificate
        ? new Due(SyncReason.Renewal, CertificateClock.RenewAt(resource, certificate))
        : Secrets.Due.Never;

    /// <inheritdoc/>
    public string? Objection(ISecretResource resource, SourceRequest request, VaultData answer) =>
        answer.HasLogin ? "the answer holds a login: correct spec.mount and spec.role to those of a pki engine"
        : answer.IsWrapped ? "the answer is wrapped: let no proxy ask for wrapping"
        : null;

    /// <inheritdoc/>
    public bool AsksMountType(ISecretResource resource, Failure failure) => failure.Kind == FailureKind.NotFound;

    /// <inheritdoc/>
    public Problem Refused(ISecretResource resource, SourceRequest request, Failure failure, string? mountType) =>
        CertificateProblems.Refused(Spec(resource), request, failure, mountType);

    /// <inheritdoc/>
    public SourceReading Understand(
        ISecretResource resource, ImmutableArray<SourceRequest> requests, IReadOnlyList<VaultData> answers, int maxFields) =>
        CertificateReading.Of(Spec(resource), requests[0], answers[0], maxFields);

    /// <summary>Of what was issued, nothing is older than what there was.</summary>
    public SyncFact? Refuses(ReadCase @case, SourceVersion version, bool isOfChangedSpec) => null;

    /// <summary>
    /// Of the destination only the type and what is made of the answer count: labels, annotations and the owner are written anew with the
    /// same certificate.
    /// </summary>
    public string Asked(ISecretResource resource)
    {
        var spec = Spec(resource);
        var asked = spec with
        {
            ExpiryOffset = null,
            RolloutRestartTargets = null,
            Revoke = false,
            Clear = false,
            Destination = new Destination { Type = spec.Destination.Type, Transformation = spec.Destination.Transformation },
        };
        return Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked, ResourceJson.Default.VaultPKISecretSpec)))[..16];
    }

    /// <inheritdoc/>
    public HeldSource? Held(ISecretResource resource, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> data) =>
        HeldCertificate.In(Spec(resource), data);

    /// <inheritdoc/>
    public SourceVersion? Journalled(SecretSnapshot snapshot) =>
        snapshot.Certificate is { } certificate ? new CertificateVersion(certificate) : null;

    /// <inheritdoc/>
    public string? LeftInStatus(ISecretResource resource) =>
        ((VaultPKISecret)resource).Status is { JournalVersion: null or 0, SerialNumber: { Length: > 0 } serial } ? serial : null;

    /// <inheritdoc/>
    public bool IsDue(ISecretResource resource, SourceVersion version, DateTimeOffset now) =>
        CertificateClock.RenewAt(resource, ((CertificateVersion)version).Facts) <= now;

    /// <inheritdoc/>
    public SourceRequest Return(ISecretResource resource, string id)
    {
        var mount = Spec(resource).Mount.Trim('/');
        return new SourceRequest(mount, $"{mount}/revoke", Body: CertificateBody.OfRevocation(id));
    }

    /// <inheritdoc/>
    public string Name(string id) => $"certificate {id}";

    /// <inheritdoc/>
    public Problem AtStake(ISecretResource resource, SecretState state, Problem problem, DateTimeOffset now) =>
        state.Snapshot.Certificate is { } certificate
            ? CertificateProblems.AtStake(problem, certificate, CertificateClock.RenewAt(resource, certificate), now)
            : problem;

    private static VaultPKISecretSpec Spec(ISecretResource resource) => ((VaultPKISecret)resource).Spec;
}
