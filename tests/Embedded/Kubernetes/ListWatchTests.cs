using System.Text;
using Coffer.Embedded.Kubernetes;
using static Coffer.Embedded.Tests.Kubernetes.TestCluster;

namespace Coffer.Embedded.Tests.Kubernetes;

public sealed class ListWatchTests : IAsyncLifetime
{
    private const string Secrets = "/api/v1/namespaces/app/secrets";
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() =>
        _cluster = await StartAsync(new EmbeddedKubernetesOptions { BookmarkInterval = TimeSpan.FromMilliseconds(200) });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Pages_show_the_state_of_the_first_page()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await _cluster.CreateAsync(Secrets, Secret(name));
        }

        var first = (await _cluster.GetAsync($"{Secrets}?limit=1")).Json;
        var (version, token) = ((string)first["metadata"]!["resourceVersion"]!, (string)first["metadata"]!["continue"]!);
        Assert.Equal(2, (int)first["metadata"]!["remainingItemCount"]!);
        Assert.Equal("SecretList", (string)first["kind"]!);
        Assert.Null(first["items"]![0]!["kind"]);
        var padded = token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=');
        Assert.Equal(
            $$"""{"v":"meta.k8s.io/v1","rv":{{version}},"start":"/a\u0000"}""", Encoding.UTF8.GetString(Convert.FromBase64String(padded)));

        await _cluster.DeleteAsync($"{Secrets}/b");
        var rest = (await _cluster.GetAsync($"{Secrets}?limit=5&continue={token}")).Json;
        Assert.Equal(["b", "c"], rest["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
        Assert.Equal(version, (string)rest["metadata"]!["resourceVersion"]!);

        _cluster.Server.Compact();
        var expired = await _cluster.GetAsync($"{Secrets}?limit=5&continue={token}");
        Assert.Equal((410, "Expired"), (expired.Code, expired.Reason));
        var inconsistent = (string)expired.Json["metadata"]!["continue"]!;
        Assert.Equal(["c"], (await _cluster.GetAsync($"{Secrets}?continue={inconsistent}")).Json["items"]!.AsArray()
            .Select(item => (string)item!["metadata"]!["name"]!));
        var old = await _cluster.GetAsync($"{Secrets}?resourceVersion={version}&resourceVersionMatch=Exact");
        Assert.Equal((410, "The resourceVersion for the provided list is too old."), (old.Code, old.Message));
    }

    [Fact]
    public async Task Lists_in_other_shapes()
    {
        await _cluster.CreateAsync(Widgets, Widget("w"));
        var metadata =
            (await _cluster.GetAsync(Widgets, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json")).Json;
        Assert.Equal(
            ("PartialObjectMetadataList", "PartialObjectMetadata"), ((string?)metadata["kind"], (string?)metadata["items"]![0]!["kind"]));
        Assert.Null(metadata["items"]![0]!["spec"]);
        Assert.NotNull(metadata["items"]![0]!["metadata"]!["managedFields"]);
        var table = (await _cluster.GetAsync(Widgets, "application/json;as=Table;v=v1;g=meta.k8s.io")).Json;
        Assert.Equal(
            ["Name", "Path", "Changed", "Ready"], table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!));
        Assert.Equal("""["w","p",null,null]""", table["rows"]![0]!["cells"]!.ToJsonString());
        Assert.Null(table["rows"]![0]!["object"]!["spec"]);
        var sortable = (await _cluster.GetAsync($"{Widgets}?includeObject=Object", "application/json;as=Table;v=v1;g=meta.k8s.io")).Json;
        Assert.Equal(("Widget", "p"),
            ((string?)sortable["rows"]![0]!["object"]!["kind"], (string?)sortable["rows"]![0]!["object"]!["spec"]!["path"]));
        Assert.Equal("Widget", (string?)(await _cluster.GetAsync(Widgets)).Json["items"]![0]!["kind"]);
        var unknown = await _cluster.GetAsync("/api/v1/namespaces/nope/secrets");
        Assert.Equal((200, 0), (unknown.Code, unknown.Json["items"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_custom_kind_is_explained_by_its_schema()
    {
        var document = (await _cluster.GetAsync("/openapi/v3/apis/test.coffer.dev/v1")).Json;
        var schema = document["components"]!["schemas"]!.AsObject().Select(pair => pair.Value!)
            .Single(schema => (string?)schema["x-kubernetes-group-version-kind"]![0]!["kind"] == "Widget");

        Assert.Equal("string", (string?)schema["properties"]!["spec"]!["properties"]!["path"]!["type"]);
        Assert.Equal(200, (await _cluster.GetAsync("/openapi/v2")).Code);
    }

    [Fact]
    public async Task A_watch_follows_the_selection()
    {
        var version = (await _cluster.GetAsync(Secrets)).Version;
        using var watch = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={version}&labelSelector=mine%3Dyes");
        await _cluster.CreateAsync(Secrets, Secret("other"));
        await _cluster.CreateAsync(Secrets, Secret("s", metadata: ",\"labels\":{\"mine\":\"yes\"}"));
        await _cluster.MergeAsync($"{Secrets}/s", """{"data":{"b":"Yg=="}}""");
        var left = await _cluster.MergeAsync($"{Secrets}/s", """{"metadata":{"labels":{"mine":null}}}""");
        Assert.Equal("ADDED s", await watch.NextTitleAsync());
        Assert.Equal("MODIFIED s", await watch.NextTitleAsync());
        var last = (await watch.NextAsync())!;
        Assert.Equal(("DELETED", left.Version), ((string?)last["type"], (string?)last["object"]!["metadata"]!["resourceVersion"]));
    }

    [Fact]
    public async Task Bookmarks_come_regularly_and_the_end_is_plain()
    {
        using var watch = await _cluster.WatchAsync(
            $"{Widgets}?watch=true&allowWatchBookmarks=true&resourceVersion={_cluster.Server.Revision}&timeoutSeconds=1");
        var bookmark = (await watch.NextAsync())!;
        Assert.Equal(
            "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Widget\",\"apiVersion\":\"test.coffer.dev/v1\","
            + "\"metadata\":{\"resourceVersion\":\""
            + _cluster.Server.Revision + "\"}}}",
            bookmark.ToJsonString());
        string title;
        while ((title = await watch.NextTitleAsync()) == "BOOKMARK")
        {
        }

        Assert.Equal("END", title);
    }

    [Fact]
    public async Task Initial_events_end_with_a_bookmark()
    {
        await _cluster.CreateAsync(Widgets, Widget("w"));
        using var watch = await _cluster.WatchAsync(
            $"{Widgets}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        Assert.Equal("ADDED w", await watch.NextTitleAsync());
        Assert.Equal("true", (string?)(await watch.NextAsync())!["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]);
    }

    [Fact]
    public async Task A_forgotten_version_is_an_error_event()
    {
        await _cluster.CreateAsync(Secrets, Secret("s"));
        _cluster.Server.Compact();
        using var watch = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion=2");
        Assert.Equal(200, watch.Code);
        var error = (await watch.NextAsync())!;
        Assert.Equal(("ERROR", $"too old resource version: 2 ({_cluster.Server.Revision})", "Expired", 410), (
            (string?)error["type"], (string?)error["object"]!["message"], (string?)error["object"]!["reason"],
            (int)error["object"]!["code"]!));
        Assert.Null(await watch.NextAsync());
        Assert.Equal(500, (await _cluster.GetAsync($"{Secrets}?watch=true&resourceVersion=x")).Code);
        Assert.Equal(400, (await _cluster.GetAsync($"{Secrets}?resourceVersion=x")).Code);
    }

    [Fact]
    public async Task Watches_can_be_frozen_dropped_and_closed()
    {
        var from = _cluster.Server.Revision;
        using var frozen = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={from}");
        _cluster.Server.Watches.Freeze("secrets");
        using var watch = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={from}");
        _cluster.Server.Watches.Drop((_, _, name) => name == "dropped");
        await _cluster.CreateAsync(Secrets, Secret("dropped"));
        await _cluster.CreateAsync(Secrets, Secret("seen"));
        Assert.Equal("ADDED seen", await watch.NextTitleAsync());
        _cluster.Server.Watches.CloseAll();
        Assert.Equal("END", await watch.NextTitleAsync());
        Assert.Equal("END", await frozen.NextTitleAsync());
    }

    [Fact]
    public async Task A_watch_that_is_opened_again_can_tell_the_past_once()
    {
        await _cluster.CreateAsync(Secrets, Secret("before"));
        var from = _cluster.Server.Revision;
        using var first = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={from}");
        _cluster.Server.Watches.ReopenInThePast("secrets");
        Assert.Equal("END", await first.NextTitleAsync());

        using var again = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={from}");
        Assert.Equal("ADDED before", await again.NextTitleAsync());
        await _cluster.CreateAsync(Secrets, Secret("after"));
        Assert.Equal("ADDED after", await again.NextTitleAsync());

        using var third = await _cluster.WatchAsync($"{Secrets}?watch=true&resourceVersion={from}");
        Assert.Equal("ADDED after", await third.NextTitleAsync());
    }
}
