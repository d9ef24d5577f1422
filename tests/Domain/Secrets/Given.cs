using Coffer.Domain.Sources.Kv;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using CsCheck;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>What the tests start from: one resource, synced at noon.</summary>
internal static class Given
{
    public const string Uid = "11111111-2222-3333-4444-555555555555";
    public const string SecretUid = "secret-1";

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly SecretOptions Options = new() { OperatorNamespace = "coffer" };
    public static readonly SecretPlanner Planner = new(new KvSource(), Options);
    public static readonly SyncRules Rules = new(Planner);
    public static readonly SecretDecider Decider = new(Planner);
    public static readonly SecretStatus<VaultStaticSecret> Aggregate = new();
    public static readonly Digests Same = Digest('a');
    public static readonly Digests Other = Digest('b');

    public static readonly VaultStaticSecret Resource = new()
    {
        Metadata = new ObjectMeta { Name = "app", Namespace = "team", Uid = Uid, ResourceVersion = "50", Generation = 1 },
        Spec = new VaultStaticSecretSpec
        {
            VaultAuthRef = "auth",
            Mount = "kv",
            Path = "app",
            Type = "kv-v2",
            RefreshAfter = "1h",
            Destination = new Destination { Name = "app-secret", Create = true },
            RolloutRestartTargets = [new RolloutRestartTarget { Kind = "Deployment", Name = "web" }],
        },
    };

    /// <summary>What is told next, where the next step is to tell.</summary>
    public static IReadOnlyList<SecretEvent> Tells(VaultStaticSecret resource, SecretState state, SecretMemory memory, DateTimeOffset now)
    {
        Assert.Equal(new SecretStep.Append(), Decider.Next(resource, state, memory, now));
        return Decider.Decide(resource, state, memory, new SecretOutcome.Known(memory.Reports), now).Events;
    }

    /// <summary>One of these.</summary>
    public static Gen<T> Pick<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(index => of[index]);

    public static SourcePlan Plan(VaultStaticSecret resource) =>
        Planner.Plan(resource, []) ?? throw new InvalidOperationException("no plan");

    public static Digests Digest(char digit, char? restart = null, int keys = 2, string keyId = "00000001") =>
        new(new string(digit, 64), new string(restart ?? digit, 64), $"mac-{digit}", keys, keyId);

    public static SyncedContent Content(
        Digests? digests = null, VaultStaticSecret? resource = null, long version = 2, string created = "2026-11-23T11:00:00Z",
        string secretVersion = "100", DateTimeOffset? at = null) => new()
        {
            ContentDigest = (digests ?? Same).Content,
            RestartDigest = (digests ?? Same).Restart,
            KeyId = (digests ?? Same).KeyId,
            ReferenceMac = (digests ?? Same).ReferenceMac,
            SecretKeys = (digests ?? Same).Keys,
            Source = new KvVersion(version, created),
            SecretName = (resource ?? Resource).Spec.Destination.Name,
            SecretUid = SecretUid,
            SecretVersion = secretVersion,
            SecretType = WriteRules.WantedType((resource ?? Resource).Spec.Destination) ?? "",
            Generation = (resource ?? Resource).Metadata.Generation,
            Inputs = new SecretInputs(Planner.Hash(resource ?? Resource), "VaultAuth/u1/1").ToString(),
            ForceSync = SecretSpec.ForceSync(resource ?? Resource),
            At = at ?? Noon,
        };

    public static SyncFact.InStep Wrote(
        SyncedContent content, WriteEffect effect = WriteEffect.Changed, SyncReason reason = SyncReason.Refresh) =>
        new(reason, content, effect, (int)(content.SecretKeys ?? 0));

    /// <summary>The state of a resource that has synced once.</summary>
    public static SecretState Synced(SyncedContent? content = null) =>
        SecretState.Initial.Evolve(new SecretEvent.SecretWritten(SyncReason.InitialSync, content ?? Content()));

    public static SecretSighting Sighting(
        string version = "100", string? stamp = null, int own = 2, bool deleted = false, params string[] others) => new()
        {
            Key = new ObjectKey("team", "app-secret"),
            Uid = SecretUid,
            ResourceVersion = version,
            Deleted = deleted,
            Labels = Ownership.Labels(null, Uid),
            Annotations = new Dictionary<string, string>
            {
                [SecretAnnotations.Digest] = stamp ?? Same.Content,
                [SecretAnnotations.Source] = "VaultStaticSecret/team/app",
            },
            Owners = [Ownership.OwnerOf(Resource)],
            OwnedKeys = [.. Enumerable.Range(0, own).Select(number => $"k{number}")],
            OtherDataManagers = others,
        };

    public static SecretContent Secret(SecretSighting? metadata = null, string type = "Opaque", bool immutable = false) =>
        new()
        {
            Metadata = metadata ?? Sighting(),
            Type = type,
            Immutable = immutable,
            Data = ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty,
        };

    public static SecretSighting Labelled(SecretSighting secret, params (string Key, string Value)[] labels)
    {
        var all = new Dictionary<string, string>(secret.Labels);
        foreach (var (key, value) in labels)
        {
            all[key] = value;
        }

        return secret with { Labels = all };
    }

    public static SecretMemory Saw(this SecretMemory memory, SecretSighting sighting) => memory.Saw(sighting, Resource, Noon);

    /// <summary>A Secret as the reference leaves it: labels and owner, no stamp, its data written by Update.</summary>
    public static SecretSighting OfReference(string version = "90") => Sighting(version) with
    {
        Annotations = new Dictionary<string, string>(),
        OwnedKeys = [],
        OtherDataManagers = ["vault-secrets-operator"],
    };

    /// <summary>An activation that has run for a while and has seen the Secret as it was written.</summary>
    public static SecretMemory Settled(DateTimeOffset? at = null) =>
        SecretMemory.Initial.Begun(at ?? Noon, at ?? Noon).Saw(Sighting()).After(Wrote(Content()), at ?? Noon, 1);

    public static VaultStaticSecret WithSpec(
        this VaultStaticSecret resource, Func<VaultStaticSecretSpec, VaultStaticSecretSpec> change) => resource with
        {
            Spec = change(resource.Spec),
            Metadata = resource.Metadata with { Generation = resource.Metadata.Generation + 1 },
        };

    public static VaultStaticSecret WithForceSync(this VaultStaticSecret resource, string value) => resource with
    {
        Metadata = resource.Metadata with { Annotations = new Dictionary<string, string> { [SecretSpec.ForceSyncAnnotation] = value } },
    };

    public static SecretState After(this SecretState state, IEnumerable<SecretEvent> events) =>
        events.Aggregate(state, (now, @event) => now.Evolve(@event));

    public static VaultData Answer(string json, params string[] warnings) => new(Encoding.UTF8.GetBytes(json), warnings);

    /// <summary>What the API server gives back: the status through JSON.</summary>
    public static VaultStaticSecret Stored(VaultStaticSecret resource) =>
        JsonSerializer.Deserialize<VaultStaticSecret>(
            JsonSerializer.Serialize(resource, typeof(VaultStaticSecret), ResourceJson.Default), ResourceJson.Default.Options)!;
}
