using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;

namespace Coffer.Contracts.Grains;

/// <summary>A connection's endpoint, or why there is none; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.EndpointReply")]
public sealed record EndpointReply([property: Id(0)] VaultEndpoint? Endpoint, [property: Id(1)] Failure? Problem)
{
    /// <summary><c>VaultConnection/uid/generation</c>; empty when the object is missing.</summary>
    [Id(2)]
    public string Input { get; init; } = "";
}

/// <summary>How to log in, or why one can't; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.LoginReply")]
public sealed record LoginReply([property: Id(0)] LoginRecipe? Recipe, [property: Id(1)] Failure? Problem);

/// <summary>A VaultAuth made ready for one consumer namespace: validated, defaults applied, connection resolved. Names credentials, holds none.</summary>
[GenerateSerializer, Immutable, Alias("coffer.LoginRecipe")]
public sealed record LoginRecipe
{
    /// <summary>The validated spec.</summary>
    [Id(0)]
    public required VaultAuthSpec Spec { get; init; }

    /// <summary>Where.</summary>
    [Id(1)]
    public required VaultEndpoint Endpoint { get; init; }

    /// <summary>The inputs, as in <see cref="VaultSession.Inputs"/>.</summary>
    [Id(2)]
    public required string Inputs { get; init; }
}

/// <summary>A SecretTransformation, or why it can't be used; exactly one of the two.</summary>
[GenerateSerializer, Immutable, Alias("coffer.TransformationReply")]
public sealed record TransformationReply([property: Id(0)] SecretTransformationSpec? Spec, [property: Id(1)] Failure? Problem)
{
    /// <summary><c>SecretTransformation/uid/generation</c>; <c>SecretTransformation/namespace/name</c> when there is none; empty when that is not known.</summary>
    [Id(2)]
    public string Input { get; init; } = "";
}

/// <summary>What a secret asks of an AuthGrain.</summary>
[GenerateSerializer, Immutable, Alias("coffer.SessionRequest")]
public sealed record SessionRequest
{
    /// <summary>Grain key of the VaultStaticSecret (<c>namespace/name</c>) to nudge when this auth changes or recovers.</summary>
    [Id(0)]
    public required string Dependent { get; init; }

    /// <summary>Vault namespace that will be read in; empty for the VaultAuth's own.</summary>
    [Id(1)]
    public string Namespace { get; init; } = "";

    /// <summary>The mount that will be read.</summary>
    [Id(2)]
    public required string Mount { get; init; }

    /// <summary>The API path that will be read, e.g. <c>kvv2/data/demo/config</c>.</summary>
    [Id(3)]
    public required string Path { get; init; }

    /// <summary>Version of the session that Vault refused with a 403 on this path; null when none was.</summary>
    [Id(4)]
    public long? Refused { get; init; }
}

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

/// <summary>A wish to roll a workload.</summary>
/// <param name="Source">Grain key of the source, <c>namespace/name</c> of a VaultStaticSecret.</param>
/// <param name="Stamp">Its annotation and id.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartCommand")]
public sealed record RestartCommand([property: Id(0)] string Source, [property: Id(1)] RestartStamp Stamp);

/// <summary>What became of a wish to roll a workload.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Id">Id of the request (the newest of this source that is settled by this).</param>
/// <param name="Effect">What happened; null on a failure.</param>
/// <param name="Problem">Why it failed for good, or keeps failing: the WorkloadGrain goes on trying while it may pass, and reports again when it is settled.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("coffer.RestartReport")]
public sealed record RestartReport(
    [property: Id(0)] WorkloadRef Workload, [property: Id(1)] string Id, [property: Id(2)] RestartEffect? Effect,
    [property: Id(3)] Failure? Problem, [property: Id(4)] DateTimeOffset At);

/// <summary>How a feed is.</summary>
/// <param name="Synced">A list has been completed since it woke.</param>
/// <param name="SilenceSeconds">Seconds since the API server was last heard (event, bookmark or list).</param>
/// <param name="Objects">Objects known.</param>
/// <param name="Dirty">Objects that are still to be handed out.</param>
/// <param name="Problem">The last failure of list or watch, if it is not over.</param>
[GenerateSerializer, Immutable, Alias("coffer.FeedReport")]
public sealed record FeedReport(
    [property: Id(0)] bool Synced, [property: Id(1)] double SilenceSeconds, [property: Id(2)] int Objects, [property: Id(3)] int Dirty,
    [property: Id(4)] string? Problem)
{
    /// <summary>The highest resourceVersion seen in this epoch.</summary>
    [Id(5)]
    public ulong ResourceVersion { get; init; }

    /// <summary>When resourceVersions were last found to have gone back, in Unix milliseconds; 0 for never.</summary>
    [Id(6)]
    public long Epoch { get; init; }

    /// <summary>What is doubted as long as not all is looked at anew after that; null for nothing.</summary>
    [Id(7)]
    public string? Doubt { get; init; }
}
