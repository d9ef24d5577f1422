using System.Collections.Immutable;
using Coffer.Contracts.Vault;
using Microsoft.Extensions.Logging;

namespace Coffer.Grains.Auths;

/// <summary>Has Vault forget tokens that are used no more: best effort, once, and nobody waits for it.</summary>
internal sealed partial class SessionGrain
{
    private static readonly TimeSpan RevocationLimit = TimeSpan.FromSeconds(2);

    /// <summary>Tokens by the version of their login: that of the grant in force, and those that are to be revoked.</summary>
    private readonly Dictionary<long, HeldToken> _held = [];

    private HeldToken? Held => _state.Grant is { } grant ? _held.GetValueOrDefault(grant.Version) : null;

    private VaultToken? Token => Held?.Token;

    /// <summary>With the last silo its tokens go; otherwise they move on with the actor.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await base.OnDeactivateAsync(reason, cancellationToken);
        if (reason.ReasonCode == DeactivationReasonCode.ShuttingDown && ports.Members.IsAlone(GrainContext.Address.SiloAddress!))
        {
            await Task.WhenAll(_held.Keys.Select(StartRevoking));
        }
    }

    private void Revoke(ImmutableArray<long> versions)
    {
        foreach (var version in versions)
        {
            StartRevoking(version).Ignore();
        }
    }

    /// <summary>Away from this actor's own scheduler: it must neither wait for Vault nor take the token along with it.</summary>
    private Task StartRevoking(long version) =>
        _held.TryGetValue(version, out var held) && !held.IsAdopted ? Task.Run(() => RevokeAsync(Name, version, held)) : Task.CompletedTask;

    private async Task RevokeAsync(string name, long version, HeldToken held)
    {
        if (held.Token.IsBatch)
        {
            LogUnrevocable(Services.Log, name, version);
            return;
        }

        if (held.Endpoint is not { } endpoint)
        {
            LogUnrevoked(Services.Log, name, version, "where it came from changed while this actor moved");
            return;
        }

        using var timer = new CancellationTokenSource(RevocationLimit, Services.Time);
        var outcome = TooSlow;
        try
        {
            outcome = (await ports.Tokens.RevokeAsync(endpoint, held.Namespace, held.Token, timer.Token)).Failure;
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        if (outcome is { } failure)
        {
            LogUnrevoked(Services.Log, name, version, failure.Message);
        }
        else
        {
            LogRevoked(Services.Log, name, version);
        }
    }

    /// <summary>Keeps the tokens that are still of use, and no others.</summary>
    private void Prune()
    {
        foreach (var version in _held.Keys
            .Where(version => version != _state.Grant?.Version && !_state.Retired.Exists(token => token.Version == version))
            .ToList())
        {
            _held.Remove(version);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Auth {Key}: the token of version {Version} is revoked")]
    private static partial void LogRevoked(ILogger log, string key, long version);

    /// <summary>Vault would answer with an error, which people who read its audit log would have to look after.</summary>
    [LoggerMessage(Level = LogLevel.Debug,
        Message = "Auth {Key}: the batch token of version {Version} can't be revoked, and ends by itself")]
    private static partial void LogUnrevocable(ILogger log, string key, long version);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Auth {Key}: the token of version {Version} is not revoked and lives on until it expires: {Reason}")]
    private static partial void LogUnrevoked(ILogger log, string key, long version, string reason);
}
