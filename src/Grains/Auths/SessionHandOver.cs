using System.Text.Json;
using System.Text.Json.Serialization;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Sessions;

namespace Coffer.Grains.Auths;

/// <summary>
/// What a SessionGrain takes along when it moves. JSON, so that two releases understand each other: unknown fields are passed over, missing
/// ones get defaults. Holds the token: never logged.
/// </summary>
internal sealed record SessionHandOver
{
    /// <summary>The token of a login; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// A token that somebody else made, in its place: a release that knows of none such would revoke it, and so finds none.
    /// </summary>
    public string? Adopted { get; init; }

    /// <summary>Whether somebody else made the token.</summary>
    [JsonIgnore]
    public bool IsAdopted => Adopted is not null;

    /// <summary>Of the newest login ever.</summary>
    public long Version { get; init; }

    /// <summary>Of the login in force; another release may not tell it apart from <see cref="Version"/>.</summary>
    public long? GrantVersion { get; init; }

    public DateTimeOffset IssuedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset UsableUntil { get; init; }

    public DateTimeOffset CareAt { get; init; }

    public Care Care { get; init; }

    public IReadOnlyList<string> Policies { get; init => field = value ?? []; } = [];

    public string Inputs { get; init => field = value ?? ""; } = "";

    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? WatchedAt { get; init; }

    public DateTimeOffset ReloginFrom { get; init; }

    public TimeSpan Cooldown { get; init; }

    /// <summary>As texts: what another release calls them otherwise is passed over, and asks again by itself.</summary>
    public IReadOnlyList<string> Dependents { get; init => field = value ?? []; } = [];

    /// <summary>The secret id that Vault refused last: a move must not give it another three tries.</summary>
    public RefusedCredential? Refused { get; init; }

    /// <summary>What its fingerprint is made with.</summary>
    public byte[]? FingerprintKey { get; init; }

    public static SessionHandOver Of(
        SessionState state, VaultToken? token, IReadOnlyCollection<ResourceRef> dependents, bool isAdopted = false) =>
        new()
        {
            Token = isAdopted ? null : token?.Value,
            Adopted = isAdopted ? token?.Value : null,
            Version = state.LastVersion,
            GrantVersion = state.Grant?.Version,
            IssuedAt = state.Grant?.IssuedAt ?? default,
            ExpiresAt = state.Grant?.ExpiresAt ?? default,
            UsableUntil = state.Grant?.UsableUntil ?? default,
            CareAt = state.Grant?.CareAt ?? default,
            Care = state.Grant?.Care ?? Care.None,
            Policies = state.Grant?.Policies ?? [],
            Inputs = state.Inputs,
            AskedAt = state.AskedAt,
            WatchedAt = state.WatchedAt,
            ReloginFrom = state.ReloginFrom,
            Cooldown = state.Cooldown,
            Dependents = [.. dependents.Select(static dependent => dependent.ToString())],
        };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SessionHandOverJson.Default.SessionHandOver);

    /// <summary>Null when it can't be read: then a login costs no more than it would have without.</summary>
    public static SessionHandOver? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SessionHandOverJson.Default.SessionHandOver);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The inputs are to be looked at before anything is handed out.</summary>
    public SessionState ToState() => new()
    {
        LastVersion = Version,
        Grant = ToToken() is null
            ? null
            : new Grant(GrantVersion ?? Version, IssuedAt, ExpiresAt, UsableUntil, CareAt, Care, [.. Policies]),
        Inputs = Inputs,
        AskedAt = AskedAt,
        WatchedAt = WatchedAt,
        ReloginFrom = ReloginFrom,
        Cooldown = Cooldown,
    };

    public IEnumerable<ResourceRef> ToDependents() => Dependents.Select(ResourceRef.TryParse).OfType<ResourceRef>();

    public VaultToken? ToToken() => (Token ?? Adopted) is { } token ? new VaultToken(token) : null;

    public override string ToString() => "***";
}
