using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;

namespace Coffer.Domain.Secrets;

/// <summary>
/// Giving back what Vault made for a Secret: what was replaced, once the rollout that the replacement caused is complete, and on deletion
/// what the Secret holds. Only for resources that ask for it.
/// </summary>
public static class Returns
{
    /// <summary>A rollout that takes longer is not waited for: somebody has paused it, or it fails.</summary>
    public static readonly TimeSpan LongestRollout = TimeSpan.FromMinutes(10);

    private static readonly string[] TlsKeys = [TlsSecret.Certificate, TlsSecret.PrivateKey];
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(30);

    /// <summary>What the journal knows of and can be given back; null for nothing.</summary>
    public static OwedReturn? Held(SecretSnapshot snapshot) => snapshot.Certificate is { SerialNumber.Length: > 0 } certificate
        ? new OwedReturn { Id = certificate.SerialNumber, Since = certificate.Issued, Until = certificate.NotAfter }
        : null;

    /// <summary>After the Secret was written: what the journal had before is owed.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="state">Its journal before.</param>
    /// <param name="content">What the Secret holds now.</param>
    /// <param name="restartId">The restart that follows; null for none.</param>
    public static SecretEvent.ReturnOwed? OnReplaced(
        ISecretResource resource, SecretState state, SyncedContent content, string? restartId) =>
        resource.Revokes && Held(state.Snapshot) is { } held && content.Source.Id is { } id && held.Id != id && held.Until > content.At
            ? new SecretEvent.ReturnOwed(held with { Since = content.At, RestartId = restartId })
            : null;

    /// <summary>The next that is to be given back, and when; null for nothing.</summary>
    public static (OwedReturn Owed, DateTimeOffset At)? Next(SecretState state, SecretMemory memory, DateTimeOffset now) =>
        state.Snapshot.Returns is { Count: > 0 } owed
            ? (owed[0], Later(memory.Returning?.At ?? now, IsWaitingForReports(state, owed[0]) ? owed[0].Since + LongestRollout : now))
            : null;

    /// <summary>Whether workloads may still use it.</summary>
    public static bool IsInUse(OwedReturn owed, DateTimeOffset now) => owed.RestartId is not null && now < owed.Since + LongestRollout;

    /// <summary>Everything that is to be given back when the object goes.</summary>
    public static IReadOnlyList<OwedReturn> OnDeletion(ISecretResource resource, SecretState state, DateTimeOffset now) => !resource.Revokes
        ? []
        : [.. (state.Snapshot.Returns ?? []).Append(Held(state.Snapshot)).OfType<OwedReturn>()
            .Where(owed => owed.Until is null || owed.Until > now).DistinctBy(owed => owed.Id)];

    /// <summary>What is told of what can't be given back.</summary>
    public static string GivenUp(string name, Failure failure) =>
        $"{name} could not be revoked and is left to its end: {failure.Message.TrimEnd('.', ' ')}. To revoke, the policy needs update on "
        + "the engine's path revoke";

    /// <summary>A Secret of our own goes with the object; another one is left behind, empty where that is wanted.</summary>
    public static bool ClearsOnDeletion(ISecretResource resource) => resource.Clears && !resource.Destination.Create;

    /// <summary>
    /// Whether a Secret is as this very resource has left it: one of the same name that was made anew may have written it meanwhile.
    /// </summary>
    public static bool IsOursToEmpty(SecretSighting secret, ISecretResource resource) =>
        secret.Annotations.GetValueOrDefault(SecretAnnotations.Source) == Ownership.SourceOf(resource)
        && StoredStatus.Of(resource)?.Snapshot?.ContentDigest is { } written
        && secret.Annotations.GetValueOrDefault(SecretAnnotations.Digest) == written;

    /// <summary>What stays in an emptied Secret: its type may ask for keys, and says nothing of what is in them.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Emptied(SecretContent secret) =>
        (secret.Type == TlsSecret.Type ? TlsKeys : [])
            .Where(key => secret.Metadata.OwnedKeys.Contains(key))
            .ToDictionary(key => key, _ => ReadOnlyMemory<byte>.Empty);

    /// <summary>Until workloads are looked at again.</summary>
    public static TimeSpan LookAgain(int count)
    {
        var wait = FirstLook * Math.Pow(2, Math.Min(count - 1, 10));
        return wait < LastLook ? wait : LastLook;
    }

    private static bool IsWaitingForReports(SecretState state, OwedReturn owed) =>
        owed.RestartId is not null && state.Snapshot.RestartTargetsPending is { Count: > 0 };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
