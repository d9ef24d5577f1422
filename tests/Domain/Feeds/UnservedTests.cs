using Coffer.Contracts.Resources;
using Coffer.Domain.Feeds;
using Coffer.Domain.Journal;

namespace Coffer.Domain.Tests.Feeds;

public sealed class UnservedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, 500, TimeSpan.Zero);

    private static readonly ObjectMeta Meta = new() { Name = "x", Namespace = "a", Uid = "u", ResourceVersion = "5", Generation = 2 };

    public static TheoryData<IResource, string[]> Kinds => new()
    {
        { new VaultDynamicSecret { Metadata = Meta },
            ["lastGeneration", "lastRenewalTime", "secretLease", "conditions", "observedGeneration"] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_first_status_has_all_that_the_schema_requires(IResource resource, string[] fields)
    {
        var said = Unserved.Say(resource, Now)!;

        Assert.Equal(fields.Order(), StatusPatch.Between(resource, said).Select(field => field.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_condition_is_said_once_per_generation(IResource resource, string[] fields)
    {
        Assert.NotEmpty(fields);
        var said = Unserved.Say(resource, Now)!;

        Assert.False(Unserved.WasSaid(resource));
        Assert.True(Unserved.WasSaid(said));
        Assert.Null(Unserved.Say(said, Now.AddDays(1)));
    }

    [Fact]
    public void A_new_generation_is_observed_and_the_transition_time_stays()
    {
        var said = (VaultDynamicSecret)Unserved.Say(new VaultDynamicSecret { Metadata = Meta }, Now)!;
        var again = (VaultDynamicSecret)Unserved.Say(said with { Metadata = Meta with { Generation = 3 } }, Now.AddDays(1))!;

        var condition = Assert.Single(again.Status!.Conditions!);
        Assert.Equal(("Ready", "False", "NotImplemented"), (condition.Type, condition.Status, condition.Reason));
        Assert.Equal(3, condition.ObservedGeneration);
        Assert.Equal(Assert.Single(said.Status!.Conditions!).LastTransitionTime, condition.LastTransitionTime);
        Assert.Contains("VaultDynamicSecret", condition.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_operator_left_in_the_status_stays()
    {
        var synced =
            new Condition { Type = "SecretSynced", Status = "True", Reason = "SecretSynced", LastTransitionTime = Now.AddDays(-9) };
        var taken = new VaultDynamicSecret
        {
            Metadata = Meta,
            Status = new()
            {
                LastGeneration = 2,
                SecretLease = new() { Id = "lease" },
                Conditions = [synced, synced with { Type = "Ready" }],
            },
        };

        var said = (VaultDynamicSecret)Unserved.Say(taken, Now)!;

        Assert.Equal(["conditions", "observedGeneration"], StatusPatch.Between(taken, said).Select(field => field.Key).Order());
        Assert.Equal(synced, said.Status!.Conditions![0]);
        Assert.Equal(("Ready", "False", new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)), Short(said.Status.Conditions[1]));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1L, true)]
    [InlineData(2L, false)]
    public void A_static_secret_without_a_status_of_its_generation_goes_first(long? lastGeneration, bool owed)
    {
        var secret =
            new VaultStaticSecret { Metadata = Meta, Status = lastGeneration is { } last ? new() { LastGeneration = last } : null };

        Assert.Equal(owed, FirstSync.IsOwed(secret));
    }

    private static (string, string, DateTimeOffset) Short(Condition condition) =>
        (condition.Type, condition.Status, condition.LastTransitionTime);
}
