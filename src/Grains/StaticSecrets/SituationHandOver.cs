using System.Text.Json;
using System.Text.Json.Serialization;
using Coffer.Contracts.Grains;
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

    public DateTimeOffset? CheckInputsAt { get; init; }

    public DateTimeOffset? CommandedAt { get; init; }

    public string? CommandedId { get; init; }

    public IReadOnlyList<RestartReport> Reports { get; init => field = value ?? []; } = [];

    public int Overwrites { get; init; }

    public DateTimeOffset? OverwrittenAt { get; init; }

    public DateTimeOffset? PausedUntil { get; init; }

    public int LostAppends { get; init; }

    public bool InputsChanged { get; init; }

    public Retry? Pruning { get; init; }

    public Repairs? Repairs { get; init; }

    public IReadOnlyList<SecretView> Early { get; init => field = value ?? []; } = [];

    public long SecretEpoch { get; init; }

    public bool DoubtsSecret { get; init; }

    public bool IsRewound { get; init; }

    public static byte[] Write(Situation situation) => JsonSerializer.SerializeToUtf8Bytes(
        new SituationHandOver
        {
            ServedUntil = situation.ServedUntil,
            LastRead = situation.LastRead,
            Secret = situation.Secret,
            SettledSecretVersion = situation.SettledSecretVersion,
            OwnKeys = situation.OwnKeys,
            Retry = situation.Retry,
            CheckInputsAt = situation.CheckInputsAt,
            CommandedAt = situation.CommandedAt,
            CommandedId = situation.CommandedId,
            Reports = situation.Reports,
            Overwrites = situation.Overwrites,
            OverwrittenAt = situation.OverwrittenAt,
            PausedUntil = situation.PausedUntil,
            LostAppends = situation.LostAppends,
            InputsChanged = situation.InputsChanged,
            Pruning = situation.Pruning,
            Repairs = situation.Repairs,
            Early = situation.Early,
            SecretEpoch = situation.SecretEpoch,
            DoubtsSecret = situation.DoubtsSecret,
            IsRewound = situation.IsRewound,
        },
        SituationJson.Default.SituationHandOver);

    public static Situation? Read(byte[] json) => JsonSerializer.Deserialize(json, SituationJson.Default.SituationHandOver) is { } held
        ? Situation.Initial with
        {
            ServedUntil = held.ServedUntil,
            LastRead = held.LastRead ?? (held.ServedUntil > DateTimeOffset.MinValue ? held.ServedUntil : null),
            Secret = held.Secret,
            SettledSecretVersion = held.SettledSecretVersion,
            OwnKeys = held.OwnKeys,
            Retry = held.Retry,
            CheckInputsAt = held.CheckInputsAt,
            CommandedAt = held.CommandedAt,
            CommandedId = held.CommandedId,
            Reports = [.. held.Reports],
            Overwrites = held.Overwrites,
            OverwrittenAt = held.OverwrittenAt,
            PausedUntil = held.PausedUntil,
            LostAppends = held.LostAppends,
            InputsChanged = held.InputsChanged,
            Pruning = held.Pruning,
            Repairs = held.Repairs,
            Early = [.. held.Early],
            SecretEpoch = held.SecretEpoch,
            DoubtsSecret = held.DoubtsSecret,
            IsRewound = held.IsRewound,
        }
        : null;
}

[JsonSerializable(typeof(SituationHandOver))]
internal sealed partial class SituationJson : JsonSerializerContext;
