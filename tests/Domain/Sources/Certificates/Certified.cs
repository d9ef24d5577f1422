using System.Text;
using System.Text.Json.Nodes;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Certificates;

namespace Coffer.Domain.Tests.Sources.Certificates;

/// <summary>A VaultPKISecret that has its certificate, and the Secret that holds it.</summary>
internal static class Certified
{
    public static readonly CertificateSource Source = new();
    public static readonly SecretPlanner Planner = new(Source, new SecretOptions { OperatorNamespace = "coffer" });
    public static readonly SecretDecider Decider = new(Planner);
    public static readonly SecretStatus<VaultPKISecret> Aggregate = new();

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    /// <summary>What a Secret holds of an answer.</summary>
    public static SecretData Data(JsonObject answer) => SecretData.OfHeld(answer
        .Where(field => field.Key is not ("ca_chain" or "expiration"))
        .ToDictionary(field => field.Key, field => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes((string)field.Value!)));

    public static SyncedContent Content(
        SecretData data, CertificateFacts? facts = null, VaultPKISecret? resource = null, DateTimeOffset? at = null)
    {
        var (of, digests) = (resource ?? Authority.Resource, data.Digest(Key, "u-1"));
        return new SyncedContent
        {
            ContentDigest = digests.Content,
            RestartDigest = digests.Restart,
            KeyId = digests.KeyId,
            Source = new CertificateVersion((facts ?? Authority.Facts()) with { Asked = Source.Asked(of) }),
            SecretName = "web",
            SecretUid = "s-1",
            SecretVersion = "100",
            SecretType = "kubernetes.io/tls",
            SecretKeys = data.Entries.Count,
            Generation = of.Metadata.Generation,
            Inputs = new SecretInputs(Planner.Hash(of), "VaultAuth/u1/1").ToString(),
            At = at ?? Authority.Now,
        };
    }

    public static SecretState State(SyncedContent content) =>
        SecretState.Initial.Evolve(new SecretEvent.SecretWritten(SyncReason.InitialSync, content));

    /// <summary>The Secret, written by us.</summary>
    public static SecretContent Secret(SecretData data, Func<SecretSighting, SecretSighting>? change = null)
    {
        var metadata = new SecretSighting
        {
            Key = new ObjectKey("team", "web"),
            Uid = "s-1",
            ResourceVersion = "100",
            Labels = Ownership.Labels(null, "u-1"),
            Annotations = new Dictionary<string, string>
            {
                [SecretAnnotations.Digest] = data.Digest(Key, "u-1").Content,
                [SecretAnnotations.Source] = "VaultPKISecret/team/web",
            },
            Owners = [Ownership.OwnerOf(Authority.Resource)],
            OwnedKeys = [.. data.Entries.Keys],
        };
        return new SecretContent
        {
            Metadata = change is null ? metadata : change(metadata),
            Type = "kubernetes.io/tls",
            Data = data.Entries,
        };
    }

    /// <summary>What is kept of a Secret.</summary>
    public static SourceVersion? Kept(
        SecretContent secret, SecretState state, SyncReason reason, VaultPKISecret? resource = null, DateTimeOffset? now = null) =>
        IssueRules.Kept(Case(secret, state, reason, resource), now ?? Authority.Now.AddMinutes(1));

    public static HeldCase Case(
        SecretContent secret, SecretState state, SyncReason reason, VaultPKISecret? resource = null, SecretMemory? memory = null)
    {
        var (of, ours) = (resource ?? Authority.Resource, SecretData.OfHeld(IssueRules.Ours(secret)));
        var on = new WriteCase(of, state, memory ?? SecretMemory.Initial, reason, ours.Digest(Key, "u-1"));
        return new HeldCase(on, secret, Source.Held(of, ours.Entries), Source);
    }
}
