using System.Text.Json;
using System.Text.Json.Serialization;
using Coffer.Domain.StaticSecrets;

namespace Coffer.Grains.StaticSecrets;

/// <summary>What an activation takes along beside its object, so that its successor neither reads Vault nor looks at the Secret again. Holds no values.</summary>
internal sealed record SituationHandOver
{
    public DateTimeOffset ServedUntil { get; init; }

    public DateTimeOffset? LastRead { get; init; }

    public SecretView? Secret { get; init; }

    public string? SettledSecretVersion { get; init; }

    public int? OwnKeys { get; init; }

    public Retry? Retry { get; init; }

    public Repairs? Repairs { get; init; }

    public static byte[] Write(Situation situation) => JsonSerializer.SerializeToUtf8Bytes(
        new SituationHandOver
        {
            ServedUntil = situation.ServedUntil,
            LastRead = situation.LastRead,
            Secret = situation.Secret,
            SettledSecretVersion = situation.SettledSecretVersion,
            OwnKeys = situation.OwnKeys,
            Retry = situation.Retry,
            Repairs = situation.Repairs,
        },
        SituationJson.Default.SituationHandOver);

    public static Situation? Read(byte[] json) => JsonSerializer.Deserialize(json, SituationJson.Default.SituationHandOver) is { } held
        ? Situation.Initial with
        {
            ServedUntil = held.ServedUntil,
            LastRead = held.LastRead ?? held.ServedUntil,
            Secret = held.Secret,
            SettledSecretVersion = held.SettledSecretVersion,
            OwnKeys = held.OwnKeys,
            Retry = held.Retry,
            Repairs = held.Repairs,
        }
        : null;
}

[JsonSerializable(typeof(SituationHandOver))]
internal sealed partial class SituationJson : JsonSerializerContext;
