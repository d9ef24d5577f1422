using System.Text;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>What looks wrong with a Secret that is in step is told once.</summary>
public sealed class RemarkTests
{
    private static readonly SyncFact.InStep Odd = Given.Wrote(Given.Content(), WriteEffect.None) with
    {
        Remarks = ["templates[a]: b64dec: the text is no base64"],
    };

    [Fact]
    public void A_remark_is_one_Warning_Event_and_told_again_only_when_it_is_another()
    {
        var events = SyncEvents.OnSync(Given.Resource, Given.Synced(), Odd);
        var news = Assert.Single(Announcements.Of(events));
        Assert.True(news is { Warning: true, Reason: "Remarked" });
        Assert.Contains("b64dec", news.Message, StringComparison.Ordinal);

        var told = Given.Aggregate.Read(
            Given.Stored(Given.Aggregate.Write(Given.Resource, Given.Synced().After(events), events, Given.Noon)));
        Assert.Empty(SyncEvents.OnSync(Given.Resource, told, Odd));
        Assert.Single(Announcements.Of(SyncEvents.OnSync(Given.Resource, told, Odd with { Remarks = ["another"] })));

        var mended = SyncEvents.OnSync(Given.Resource, told, Odd with { Remarks = [] });
        Assert.Empty(Announcements.Of(mended));
        Assert.Null(told.After(mended).Snapshot.Remarks);
    }

    [Fact]
    public void A_remark_changes_nothing_about_a_change()
    {
        var changed = Given.Wrote(Given.Content(Given.Other, version: 3, secretVersion: "200")) with { Remarks = Odd.Remarks };
        var events = SyncEvents.OnSync(Given.Resource, Given.Synced(), changed);

        Assert.Equal(["SecretWritten", "RestartRequested", "Remarked"], events.Select(@event => @event.GetType().Name));
    }

    [Fact]
    public void Labels_of_the_manifest_that_the_owners_replace_are_told()
    {
        var destination = Given.Resource.Spec.Destination with
        {
            Labels = new Dictionary<string, string>
            {
                ["app.kubernetes.io/name"] = "mine",
                ["app.kubernetes.io/managed-by"] = "Helm",
                ["app.kubernetes.io/component"] = "secret-sync",
                ["team"] = "a",
            },
        };

        Assert.Contains("spec.destination.labels: app.kubernetes.io/managed-by, app.kubernetes.io/name tell",
            Assert.Single(Ownership.Overridden(destination)), StringComparison.Ordinal);
        Assert.Empty(Ownership.Overridden(destination with { Create = false }));
        Assert.Empty(Ownership.Overridden(destination with { Labels = new Dictionary<string, string> { ["team"] = "a" } }));
    }

    [Theory]
    [InlineData("""{"auths":"{}"}""", true)]
    [InlineData("""{"auths":{"r.example":{}}}""", false)]
    [InlineData("""["auths"]""", false)]
    [InlineData("no JSON", false)]
    public void A_docker_config_with_a_text_for_its_auths_is_told(string config, bool told)
    {
        var entries = new Dictionary<string, ReadOnlyMemory<byte>> { [".dockerconfigjson"] = Encoding.UTF8.GetBytes(config) };

        Assert.Equal(told, Remarks.OfDockerConfig(entries).Any());
    }
}
