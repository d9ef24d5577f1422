using System.Collections.Immutable;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Sources.Kv;

/// <summary>The source of a VaultStaticSecret: one secret of a KV engine.</summary>
public sealed class KvSource : ISecretSource
{
    /// <inheritdoc/>
    public IEnumerable<SpecError> Flaws(ISecretResource resource) => KvRules.Check(Spec(resource));

    /// <inheritdoc/>
    public byte[] Followed(ISecretResource resource) => JsonSerializer.SerializeToUtf8Bytes(
        Spec(resource) with { RefreshAfter = null, RolloutRestartTargets = null, SyncConfig = null },
        ResourceJson.Default.VaultStaticSecretSpec);

    /// <inheritdoc/>
    public ImmutableArray<SourceRequest> Requests(ISecretResource resource)
    {
        var spec = Spec(resource);
        var (mount, path) = (spec.Mount.Trim('/'), spec.Path.Trim('/'));
        return IsKv2(resource)
            ? [new SourceRequest(mount, $"{mount}/data/{path}", spec.Version ?? 0)]
            : [new SourceRequest(mount, $"{mount}/{path}")];
    }

    /// <inheritdoc/>
    public TimeSpan? DefaultPeriod(ISecretResource resource) => resource.HmacSecretData ? Schedule.DefaultPeriod : null;

    /// <inheritdoc/>
    public Due Due(ISecretResource resource, SecretState state, DateTimeOffset now) => Secrets.Due.Never;

    /// <inheritdoc/>
    public string? Objection(ISecretResource resource, SourceRequest request, VaultData answer) =>
        ForbiddenSources.Refuse(request, IsKv2(resource), answer);

    /// <summary>A kv-v1 mount answers to a path of kv-v2 as to any secret that is not there.</summary>
    public bool AsksMountType(ISecretResource resource, Failure failure) => failure.Kind == FailureKind.NotFound && IsKv2(resource);

    /// <inheritdoc/>
    public Problem Refused(ISecretResource resource, SourceRequest request, Failure failure, string? mountType) =>
        failure.Kind != FailureKind.NotFound ? Problems.Read(failure)
        : mountType == FieldValues.KvV1 ? KvProblems.OtherEngine(request, isKv2: true)
        : KvProblems.Missing(failure, request, IsKv2(resource));

    /// <inheritdoc/>
    public SourceReading Understand(
        ISecretResource resource, ImmutableArray<SourceRequest> requests, IReadOnlyList<VaultData> answers, int maxFields)
    {
        var (request, isKv2) = (requests[0], IsKv2(resource));
        return (isKv2 ? KvReading.OfKv2(answers[0], maxFields) : KvReading.OfKv1(answers[0], maxFields)) switch
        {
            KvReading.Found found => new SourceReading.Found(found.Content, found.Version),
            KvReading.Absent absent => new SourceReading.Failed(KvProblems.Absent(absent.Why, request)),
            KvReading.Unreadable unreadable => new SourceReading.Failed(KvProblems.Unreadable(unreadable.Why, request)),
            _ => new SourceReading.Failed(KvProblems.OtherEngine(request, isKv2)),
        };
    }

    /// <inheritdoc/>
    public SyncFact? Refuses(ReadCase @case, SourceVersion version, bool isOfChangedSpec) =>
        VersionGuard.Refuses(@case, (KvVersion)version, isOfChangedSpec);

    private static VaultStaticSecretSpec Spec(ISecretResource resource) => ((VaultStaticSecret)resource).Spec;

    private static bool IsKv2(ISecretResource resource) => Spec(resource).Type == FieldValues.KvV2;
}
