using Coffer.Contracts.Ports;
using Coffer.Domain.Secrets;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>
/// Another Secret than the destination names the resource: a copy that somebody made with all annotations, or one with
/// an owner reference added.
/// </summary>
public sealed class SecondSecretTests
{
    private const string Destination = "app-secret";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_copy_seen_before_the_resource_is_not_taken_for_its_destination(bool copyIsGone)
    {
        var memory = SecretMemory.Initial.Saw(Copy("900", copyIsGone), null, Given.Noon).Saw(Given.Sighting(), null, Given.Noon);
        var known = memory.Observed(null, Given.Resource, SecretState.Initial, Given.Synced(), Given.Noon).Begun(Given.Noon, Given.Noon);

        Assert.Equal((Destination, "100"), (known.Secret?.Name, known.Secret?.Version));
        Assert.IsType<SecretStep.Wait>(Given.Decider.Next(Given.Resource, Given.Synced(), known, Given.Noon));
    }

    [Fact]
    public void A_copy_alone_says_nothing_of_the_destination()
    {
        var memory = SecretMemory.Initial.Saw(Copy("900"), null, Given.Noon);

        Assert.Null(memory.Observed(null, Given.Resource, SecretState.Initial, Given.Synced(), Given.Noon).Secret);
    }

    [Fact]
    public void A_copy_seen_later_is_passed_over() => Assert.Equal(Given.Settled(), Given.Settled().Saw(Copy("900")));

    [Fact]
    public void Of_many_copies_few_are_kept_and_of_each_the_newest()
    {
        var memory = SecretMemory.Initial.Saw(Given.Sighting("100"), null, Given.Noon).Saw(Given.Sighting("101"), null, Given.Noon);
        for (var each = 0; each < 100; each++)
        {
            memory = memory.Saw(Copy($"{200 + each}", name: $"copy-{each}"), null, Given.Noon);
        }

        Assert.Equal(4, memory.Early.Length);
        Assert.Equal("101", memory.Early.Single(view => view.Name == Destination).Version);
    }

    [Fact]
    public void After_another_destination_was_chosen_the_former_Secret_says_nothing()
    {
        var renamed = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Name = "other" } });

        Assert.Null(Given.Settled().Observed(Given.Resource, renamed, Given.Synced(), Given.Synced(), Given.Noon).Secret);
    }

    [Fact]
    public void Syncs_that_find_nothing_to_repair_are_made_less_and_less_often()
    {
        var (memory, state) = (Given.Settled(), Given.Synced());
        for (var round = 1; round <= 4; round++)
        {
            memory = memory.Saw(Given.Sighting($"{200 + round}", stamp: new string('f', 64)));
            Assert.Equal(new Due(SyncReason.StampDiffers, Given.Noon), Given.Rules.Next(Given.Resource, state, memory, Given.Noon));
            var found = Given.Wrote(Given.Content(secretVersion: $"{200 + round}"), WriteEffect.None, SyncReason.StampDiffers);
            memory = memory.After(found, Given.Noon, 1);
        }

        memory = memory.Saw(Given.Sighting("300", stamp: new string('f', 64)));
        Assert.True(Given.Rules.Next(Given.Resource, state, memory, Given.Noon).At >= Given.Noon.AddSeconds(10));
    }

    private static SecretSighting Copy(string version, bool deleted = false, string name = "copy") =>
        Given.Sighting(version, stamp: new string('f', 64), deleted: deleted) with { Key = new("team", name), Uid = "copy-uid" };
}
