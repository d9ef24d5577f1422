using Coffer.Cli.Status;
using static Coffer.Cli.Tests.Samples;

namespace Coffer.Cli.Tests.Status;

/// <summary>Which pods still run with the Secret of before.</summary>
public sealed class StalePodsTests
{
    private const string Pod = """
        metadata:
          name: web-7d4b9c-x2x1z
          creationTimestamp: "2026-11-30T08:00:00Z"
          ownerReferences: [{ kind: ReplicaSet, name: web-7d4b9c, controller: true }]
        spec:
          containers: [{ name: app, envFrom: [{ secretRef: { name: database } }] }]
          volumes: [{ name: v, secret: { secretName: database } }]
        status: { phase: Running, startTime: "2026-11-30T08:00:01Z" }
        """;

    private const string All = "envFrom: [{ secretRef: { name: database } }]";
    private const string Key = "env: [{ name: P, valueFrom: { secretKeyRef: { name: database, key: p } } }]";
    private const string File = "volumeMounts: [{ name: v, subPath: p }]";
    private const string Folder = "volumeMounts: [{ name: v }]";

    [Fact]
    public void A_pod_that_took_it_into_its_environment_before()
    {
        var pod = Assert.Single(StalePods.Of([Manifest.Pod(Pod)], "database", Now));

        Assert.Equal(new StalePod("web-7d4b9c-x2x1z", "Deployment/web", new(2026, 11, 30, 8, 0, 1, default), "environment"), pod);
    }

    [Theory]
    [InlineData(All, Key, "environment")]
    [InlineData(All, File, "subPath mount")]
    [InlineData(All, Folder, null)]
    [InlineData("secretRef: { name: database", "secretRef: { name: another", null)]
    [InlineData("08:00:01", "12:30:00", null)]
    [InlineData("phase: Running", "phase: Succeeded", null)]
    [InlineData("creationTimestamp", "deletionTimestamp: \"2026-11-30T11:59:00Z\"\n  creationTimestamp", null)]
    public void It_counts_how_the_pod_uses_the_Secret_and_when_it_started(string from, string to, string? use)
    {
        var pod = Manifest.Pod(Pod.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(use, StalePods.Of([pod], "database", Now).SingleOrDefault()?.By);
    }
}
