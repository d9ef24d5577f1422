using System.Reflection;
using Coffer.Grains.Placement;
using Coffer.Grains.Sharing;
using Orleans.Concurrency;

namespace Coffer.Cluster.Tests.Sharing;

/// <summary>What every actor must have, so that a new one is shared, handed over and never blocks the others.</summary>
public sealed class ActorConventionsTests
{
    /// <summary>Owe nothing once they have spoken, so that Orleans may collect them.</summary>
    private static readonly string[] Collectable = ["UnservedGrain", "WorkloadGrain"];

    private static readonly Type[] Actors =
        [.. typeof(IMovable).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Grain))
            && !type.IsDefined(typeof(StatelessWorkerAttribute)))];

    public static TheoryData<string> Names => [.. Actors.Select(actor => actor.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_actor_is_placed_on_its_owner_moves_and_stays_awake(string name)
    {
        var actor = Actors.Single(each => each.Name == name);

        Assert.IsType<OwnerPlacement>(Placement(actor));
        Assert.True(actor.IsAssignableTo(typeof(IMovable)));
        Assert.NotEqual(Collectable.Contains(name), actor.IsDefined(typeof(KeepAliveAttribute)));
    }

    /// <summary>A feed hands over nothing: its successor lists anew.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_actor_but_a_feed_takes_along_what_it_holds(string name) =>
        Assert.Equal(
            name != "ResourceFeedGrain", Actors.Single(each => each.Name == name).IsAssignableTo(typeof(IGrainMigrationParticipant)));

    [Fact]
    public void Every_call_of_an_actor_interleaves_and_says_how_long_it_is_waited_for()
    {
        var calls = Actors.SelectMany(actor => actor.GetInterfaces()).Where(type => type.Namespace == "Coffer.Contracts.Grains").Distinct()
            .SelectMany(type => type.GetMethods()).ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.True(
            call.IsDefined(typeof(AlwaysInterleaveAttribute)), $"{call.DeclaringType!.Name}.{call.Name} interleaves"));
        Assert.All(calls, call => Assert.True(
            call.IsDefined(typeof(OneWayAttribute)) || call.IsDefined(typeof(ResponseTimeoutAttribute)),
            $"{call.DeclaringType!.Name}.{call.Name} has a timeout or is one-way"));
    }

    private static PlacementStrategy? Placement(Type type) =>
        type.GetCustomAttribute<Orleans.Placement.PlacementAttribute>()?.PlacementStrategy;
}
