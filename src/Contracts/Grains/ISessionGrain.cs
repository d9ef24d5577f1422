using Orleans.Concurrency;

namespace Coffer.Contracts.Grains;

/// <summary>One VaultAuth as used from one consumer namespace; key <c>namespace/name@consumer</c>. The only place that logs in.</summary>
[Alias("coffer.ISessionGrain")]
public interface ISessionGrain : IDependent
{
    /// <summary>A session to read with, or why there is none. Callers share one login under way.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:25"), Alias("GetSession")]
    Task<SessionReply> GetSession(SessionRequest request);

    /// <summary>These want to be told when this auth changes or recovers. Logs in nowhere; to be repeated every few minutes.</summary>
    /// <param name="dependents">Secrets.</param>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("Subscribe")]
    Task Subscribe(IReadOnlyList<ResourceRef> dependents);
}
