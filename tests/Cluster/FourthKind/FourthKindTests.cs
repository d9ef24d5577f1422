using System.Globalization;
using System.Text;
using Coffer.Cluster.Tests.Auths;
using Coffer.Cluster.Tests.Feeds;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Grains.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.FourthKind;

/// <summary>
/// What a kind of secret costs: a resource, a source, a version and a grain of a few lines. All else is what every secret does.
/// </summary>
public sealed class FourthKindTests : IAsyncLifetime
{
    private static readonly ResourceRef Ref = new("MadeUpSecret", "team", "app");

    private readonly LeapingTime _time = new();
    private readonly MadeUpWorld _world = new();
    private AuthCluster _cluster = null!;

    private MadeUpSecret _secret = new()
    {
        Metadata = new ObjectMeta { Name = "app", Namespace = "team", Uid = "u1", ResourceVersion = "1", Generation = 1 },
        Spec = new MadeUpSpec
        {
            User = "made/user",
            Password = "made/password",
            Destination = new Destination { Name = "app", Create = true },
            RolloutRestartTargets = [new RolloutRestartTarget { Kind = "Deployment", Name = "web" }],
        },
    };

    public async Task InitializeAsync()
    {
        _cluster = await AuthCluster.StartAsync(silos: 2, _time, services => services
            .AddSingleton<IVaultSecrets>(_world).AddSingleton<ISecretWriter>(_world).AddSingleton<IDigestKey>(_world)
            .AddSingleton<IHeartbeat>(_world).AddSingleton<IWorkloads>(_world)
            .AddSecretKind<MadeUpSecret, IMadeUpSecretGrain>(MadeUpSecret.Kind, new MadeUpSource()));
        _cluster.World.PutTenant("team");
        _world.Vault["made/user"] = """{"name":"alice"}""";
        Rotate("first");
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_made_up_secret_is_made_of_two_places_and_read_again_at_its_own_time_and_rolls_its_workload()
    {
        await ObserveAsync();
        await Eventually.HoldsAsync("written", () => _world.Written.Count == 1);
        Assert.Equal(["alice", "first"], Values());
        Assert.Equal("MadeUpSecret/team/app", _world.Written.Single().Annotations[SecretAnnotations.Source]);
        Assert.Equal("MadeUpSecret", _world.Written.Single().Owner!.Kind);

        Rotate("second");
        _time.Advance(TimeSpan.FromMinutes(61));
        await Eventually.HoldsAsync("written again when the first password ended", () => _world.Written.Count == 2);
        Assert.Equal(["alice", "second"], Values());
        await Eventually.HoldsAsync("rolled", () => _world.Restarts.Count == 1);
        Assert.Equal("team/Deployment/web 1", _world.Restarts.Single());
    }

    [Fact]
    public async Task Its_own_flaws_and_failures_are_told_in_its_conditions()
    {
        _secret = _secret with { Spec = _secret.Spec with { Password = "" } };
        await ObserveAsync();
        await Eventually.HoldsAsync("told", () =>
            _cluster.World.Events.Any(told => told is ("MadeUpSecret/team/app", true, "MadeUpSecretError", "spec.password: is missing")));

        _world.Vault["made/password"] = "{}";
        _secret = _secret with
        {
            Metadata = _secret.Metadata with { Generation = 2, ResourceVersion = "100000" },
            Spec = _secret.Spec with { Password = "made/password" },
        };
        await ObserveAsync();
        await Eventually.HoldsAsync("told", () => _cluster.World.Events.Any(told => told.Reason == "MadeUpError"));
        Assert.Empty(_world.Written);
    }

    /// <summary>Restart reports, changes of a VaultAuth and sightings go to the kind that they name.</summary>
    [Fact]
    public async Task A_secret_of_another_kind_and_the_same_name_is_another_actor()
    {
        await ObserveAsync();
        await Eventually.HoldsAsync("written", () => _world.Written.Count == 1);
        Assert.Null(await _cluster.HomeOfAsync(_cluster.Grains.GetGrain<IStaticSecretGrain>("team/app")));

        _cluster.World.RevokeAll();
        _cluster.World.Put(AuthWorld.Auth("team") with { Metadata = new ObjectMeta { Namespace = "team", Name = "a", Generation = 5 } });
        var auth = (VaultAuth)_cluster.World.Take("VaultAuth/team/a");
        _cluster.World.Put(auth);
        await _cluster.Grains.GetGrain<IVaultAuthGrain>("team/a").Observe(auth);
        await Eventually.HoldsAsync("told of its VaultAuth and read anew", () => _world.Reads.Count >= 4);

        Assert.Null(await _cluster.HomeOfAsync(_cluster.Grains.GetGrain<IStaticSecretGrain>("team/app")));
    }

    private Task ObserveAsync() => _cluster.Grains.GetGrain<IMadeUpSecretGrain>(Ref.Key.ToString()).Observe(_secret);

    private void Rotate(string password) => _world.Vault["made/password"] =
        $$"""{"value":"{{password}}","until":"{{(_time.GetUtcNow() + TimeSpan.FromHours(_world.Written.IsEmpty ? 1 : 10)).ToString("O", CultureInfo.InvariantCulture)}}"}""";

    private IEnumerable<string> Values() =>
        from key in new[] { "user", "password" } select Encoding.UTF8.GetString(_world.Written.Last().Data[key].Span);
}
