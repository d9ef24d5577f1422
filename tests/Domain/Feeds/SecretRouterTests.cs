using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Feeds;

namespace Coffer.Domain.Tests.Feeds;

public sealed class SecretRouterTests
{
    private readonly SecretRouter _router = new(["VaultStaticSecret", "MadeUpSecret"]);

    [Fact]
    public void The_annotation_names_the_owner() => Assert.Equal([Static("db")], Owners(Sighting(source: "VaultStaticSecret/app/db")));

    [Fact]
    public void Without_it_the_owner_reference_does() => Assert.Equal([Static("db")], Owners(Sighting(owner: "db")));

    [Fact]
    public void The_annotation_counts_more_than_the_owner_reference() =>
        Assert.Equal([Static("db")], Owners(Sighting(source: "VaultStaticSecret/app/db", owner: "other")));

    [Theory]
    [InlineData("VaultStaticSecret/other/db")]
    [InlineData("VaultDynamicSecret/app/db")]
    [InlineData("VaultStaticSecret/app/")]
    [InlineData("VaultStaticSecret/app/db/x")]
    [InlineData("")]
    public void What_names_no_secret_that_is_served_of_the_same_namespace_is_foreign(string source) =>
        Assert.Null(_router.Route(Sighting(source: source)));

    [Fact]
    public void An_owner_of_another_group_or_kind_is_foreign()
    {
        var owners = new[]
        {
            new Owner("apps/v1", "VaultStaticSecret", "db", "u"),
            new Owner("secrets.hashicorp.com/v1beta1", "VaultPKISecret", "db", "u"),
        };

        Assert.Null(_router.Route(Sighting() with { Owners = owners }));
    }

    /// <summary>Two kinds of one name are two resources.</summary>
    [Fact]
    public void A_Secret_concerns_the_kind_that_it_names()
    {
        Assert.Equal([new ResourceRef("MadeUpSecret", "app", "db")], Owners(Sighting(source: "MadeUpSecret/app/db")));
        Assert.Equal([Static("db"), new ResourceRef("MadeUpSecret", "app", "db")], Owners(Sighting(source: "VaultStaticSecret/app/db")));
    }

    [Fact]
    public void Who_owned_it_hears_that_the_annotation_was_stripped_and_all_that_follows()
    {
        _router.Route(Sighting(source: "VaultStaticSecret/app/db"));

        Assert.Equal([Static("db")], Owners(Sighting()));
        Assert.Equal([Static("db")], Owners(Sighting()));
    }

    [Fact]
    public void Both_hear_when_the_Secret_changes_hands_and_then_only_the_new_owner()
    {
        _router.Route(Sighting(source: "VaultStaticSecret/app/db"));

        Assert.Equal([Static("web"), Static("db")], Owners(Sighting(source: "VaultStaticSecret/app/web")));
        Assert.Equal([Static("web")], Owners(Sighting(source: "VaultStaticSecret/app/web")));
    }

    [Fact]
    public void The_owner_hears_of_the_deletion_even_if_nothing_but_the_name_is_known()
    {
        _router.Route(Sighting(source: "VaultStaticSecret/app/db"));
        var news = _router.RouteDeletion(Sighting());

        Assert.NotNull(news);
        Assert.True(news.Sighting.Deleted);
        Assert.Equal([Static("db")], news.Owners);
        Assert.Null(_router.Route(Sighting()));
    }

    [Fact]
    public void The_deletion_of_a_foreign_Secret_concerns_nobody() => Assert.Null(_router.RouteDeletion(Sighting()));

    [Fact]
    public void Conflated_news_still_reaches_everybody_whom_the_older_concerned()
    {
        var older = new SecretNews(Sighting() with { ResourceVersion = "1" }, [Static("b"), Static("a")]);
        var newer = new SecretNews(Sighting() with { ResourceVersion = "2" }, [Static("c"), Static("b")]);

        var merged = SecretNews.Merge(older, newer)!;

        Assert.Equal("2", merged.Sighting.ResourceVersion);
        Assert.Equal([Static("c"), Static("b"), Static("a")], merged.Owners);
    }

    private static SecretSighting Sighting(string? source = null, string? owner = null) => new()
    {
        Key = new ObjectKey("app", "secret"),
        Uid = "u",
        ResourceVersion = "1",
        Annotations = source is null
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["coffer.secrets.hashicorp.com/source"] = source },
        Owners = owner is null ? [] : [new Owner("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", owner, "u")],
    };

    private static ResourceRef Static(string name) => new("VaultStaticSecret", "app", name);

    private IReadOnlyList<ResourceRef>? Owners(SecretSighting sighting) => _router.Route(sighting)?.Owners;
}
