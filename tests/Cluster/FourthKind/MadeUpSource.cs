using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>Two places make one Secret; it is read again when the second says that its password ends.</summary>
internal sealed class MadeUpSource : ISecretSource
{
    public IEnumerable<SpecError> Flaws(ISecretResource resource) =>
        [.. SpecError.Unless(Spec(resource).User.Length > 0, "spec.user", "is missing"),
            .. SpecError.Unless(Spec(resource).Password.Length > 0, "spec.password", "is missing")];

    public byte[] Followed(ISecretResource resource) =>
        JsonSerializer.SerializeToUtf8Bytes(Spec(resource) with { RolloutRestartTargets = null }, MadeUpJson.Default.MadeUpSpec);

    public ImmutableArray<SourceRequest> Requests(ISecretResource resource) =>
        [new("made", Spec(resource).User), new("made", Spec(resource).Password)];

    public TimeSpan? DefaultPeriod(ISecretResource resource) => null;

    public Due Due(ISecretResource resource, SecretState state, DateTimeOffset now) =>
        MadeUpVersion.Of(state.Snapshot) is { } until ? new Due(SyncReason.Refresh, until) : Domain.Secrets.Due.Never;

    public string? Objection(ISecretResource resource, SourceRequest request, VaultData answer) => null;

    public bool AsksMountType(ISecretResource resource, Failure failure) => false;

    public Problem Refused(ISecretResource resource, SourceRequest request, Failure failure, string? mountType) => Problems.Read(failure);

    public SourceReading Understand(
        ISecretResource resource, ImmutableArray<SourceRequest> requests, IReadOnlyList<VaultData> answers, int maxFields)
    {
        var (user, password) = (JsonNode.Parse(answers[0].Json.Span)!, JsonNode.Parse(answers[1].Json.Span)!);
        if (password["until"] is not { } until)
        {
            return new SourceReading.Failed(new Problem("MadeUpError", $"{requests[1].Path}: tells no end"));
        }

        var fields = JsonSerializer.SerializeToElement(
            new JsonObject { ["user"] = (string?)user["name"], ["password"] = (string?)password["value"] });
        return new SourceReading.Found(new SourceContent(fields, fields), new MadeUpVersion(until.GetValue<DateTimeOffset>()));
    }

    public SyncFact? Refuses(ReadCase @case, SourceVersion version, bool isOfChangedSpec) => null;

    private static MadeUpSpec Spec(ISecretResource resource) => ((MadeUpSecret)resource).Spec;
}
