using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Grains;

/// <summary>A session, or why there is none; exactly one of the two. A problem's RetryAfter says when asking again makes sense.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SessionReply")]
public sealed record SessionReply([property: Id(0)] VaultSession? Session, [property: Id(1)] Failure? Problem)
{
    /// <summary>The inputs known so far, as in <see cref="VaultSession.Inputs"/>; also given with a problem.</summary>
    [Id(2)]
    public string Inputs { get; init; } = "";

    /// <summary>True when the problem is that Vault denies the path, and not that there is no login.</summary>
    [Id(3)]
    public bool Denied { get; init; }
}
