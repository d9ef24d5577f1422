namespace Coffer.Bench.Serving;

/// <summary>Requests of one kind that the API server was asked since the start.</summary>
internal sealed record KubeCount(string Verb, string Resource, string Subresource, string ContentType, long Count)
{
    /// <summary>As a person would say it.</summary>
    public string Name => $"{(ContentType.Contains("apply", StringComparison.Ordinal) ? "apply" : Verb)} "
        + $"{Resource}{(Subresource.Length > 0 ? "/" : "")}{Subresource}";
}

/// <summary>What both servers were asked since the start, by their own count.</summary>
/// <param name="Kubernetes">The API server's requests.</param>
/// <param name="SecretReads">Reads below the mount with the secrets.</param>
/// <param name="Logins">Logins of any method.</param>
/// <param name="OtherVault">Everything else that Vault was asked.</param>
internal sealed record Counts(IReadOnlyList<KubeCount> Kubernetes, long SecretReads, long Logins, long OtherVault)
{
    private static readonly string[] Upkeep = ["leases", "subjectaccessreviews", "tokenreviews", ""];

    /// <summary>What came since an earlier look.</summary>
    public Counts Since(Counts before) => new(
        [.. Kubernetes.Select(now => now with { Count = now.Count - before.Of(now) }).Where(kind => kind.Count > 0)],
        SecretReads - before.SecretReads,
        Logins - before.Logins,
        OtherVault - before.OtherVault);

    /// <summary>Requests of this kind.</summary>
    public long Kube(string verb, string resource, string? subresource = "") => Kubernetes
        .Where(kind => kind.Verb == verb && kind.Resource == resource && (subresource is null || kind.Subresource == subresource))
        .Sum(kind => kind.Count);

    /// <summary>Writes of Events.</summary>
    public long Events =>
        Kubernetes.Where(kind => kind.Resource == "events" && kind.Verb is "create" or "patch" or "update").Sum(kind => kind.Count);

    /// <summary>
    /// All requests but those that keep a process alive whatever it serves: leases, reviews of tokens, discovery, and watches, which
    /// start anew from time to time.
    /// </summary>
    public IReadOnlyList<KubeCount> Work =>
        [.. Kubernetes.Where(kind => !Upkeep.Contains(kind.Resource) && kind.Verb is not ("watch" or "list"))];

    private long Of(KubeCount kind) => Kubernetes.FirstOrDefault(before => before with { Count = kind.Count } == kind)?.Count ?? 0;
}
