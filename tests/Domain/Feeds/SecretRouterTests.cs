using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Feeds;

namespace Coffer.Domain.Tests.Feeds;

public sealed class SecretRouterTests
{
    private readonly SecretRouter _router = new();

    [Fact]
    public void The_annotation_names_the_owner() => Assert.Equal(["app/db"], Owners(Sighting(source: "VaultStaticSecret/app/db")));

    [Fact]
    public void Without_it_the_owner_reference_does() => Assert.Equal(["app/db"], Owners(Sighting(owner: "db")));

    [Fact]
    public void The_annotation_counts_more_than_the_owner_reference() =>
        Assert.Equal(["app/db"], Owners(Sighting(source: "VaultStaticSecret/app/db", owner: "other")));

    [Theory]
    [InlineData("VaultStaticSecret/other/db")]
    [InlineData("VaultDynamicSecret/app/db")]
    [InlineData("VaultStaticSecret/app/")]
    [InlineData("VaultStaticSecret/app/db/x")]
    [InlineData("")]
    public void What_names_no_static_secret_of_the_same_namespace_is_foreign(string source) => Assert.Null(_router.Route(Sighting(source: source)));

    [Fact]
    public void An_owner_of_another_group_or_kind_is_foreign()
    {
        var owners = new[] { new Owner("apps/v1", "VaultStaticSecret", "db", "u"), new Owner("secrets.hashicorp.com/v1beta1", "VaultPKISecret", "db", "u") };

        Assert.Null(_router.Route(Sighting() with { Owners = owners }));
    }

    [Fact]
    public void Who_owned_it_hears_that_the_annotation_was_stripped_and_all_that_follows()
    {
        _router.Route(Sighting(source: "VaultStaticSecret/app/db"));

        Assert.Equal(["app/db"], Owners(Sighting()));
        Assert.Equal(["app/db"], Owners(Sighting()));
    }

    [Fact]
    public void Both_hear_when_the_Secret_changes_hands_and_then_only_the_new_owner()
    {
        _router.Route(Sighting(source: "VaultStaticSecret/app/db"));

        Assert.Equal(["app/web", "app/db"], Owners(Sighting(source: "VaultStaticSecret/app/web")));
        Assert.Equal(["app/web"], Owners(Sighting(source: "VaultStaticSecret/app/web")));
    }

    [Fact]
    public void The_owner_hears_of_the_deletion_even_if_nothing_but_the_name_is_known()
    {
        _router.Route(Sighting(source: "VaultStaticSecret/app/db"));
        var news = _router.RouteDeletion(Sighting());

        Assert.NotNull(news);
        Assert.True(news.Sighting.Deleted);
        Assert.Equal(["app/db"], news.Owners);
        Assert.Null(_router.Route(Sighting()));
    }

    [Fact]
    public void The_deletion_of_a_foreign_Secret_concerns_nobody() => Assert.Null(_router.RouteDeletion(Sighting()));

    [Fact]
    public void Conflated_news_still_reaches_everybody_whom_the_older_concerned()
    {
        var older = new SecretNews(Sighting() with { ResourceVersion = "1" }, ["app/b", "app/a"]);
        var newer = new SecretNews(Sighting() with { ResourceVersion = "2" }, ["app/c", "app/b"]);

        var merged = SecretNews.Merge(older, newer)!;

        Assert.Equal("2", merged.Sighting.ResourceVersion);
        Assert.Equal(["app/c", "app/b", "app/a"], merged.Owners);
    }

    private static SecretSighting Sighting(string? source = null, string? owner = null) => new()
    {
        Key = new ObjectKey("app", "secret"),
        Uid = "u",
        ResourceVersion = "1",
        Annotations = source is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["coffer.secrets.hashicorp.com/source"] = source },
        Owners = owner is null ? [] : [new Owner("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", owner, "u")],
    };

    private IReadOnlyList<string>? Owners(SecretSighting sighting) => _router.Route(sighting)?.Owners;
}
