using Coffer.Cloud.Tests.Support;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Tests.Support;

namespace Coffer.Cloud.Tests.Gcp;

/// <summary>What is asked of the metadata server, how often, and what is made of its answers.</summary>
public sealed class MetadataServerTests : IAsyncLifetime
{
    private const string Project = "GET /computeMetadata/v1/project/project-id";
    private const string Location = "GET /computeMetadata/v1/instance/attributes/cluster-location";
    private const string Name = "GET /computeMetadata/v1/instance/attributes/cluster-name";

    private static readonly GkeCluster Unknown = new("", "", "");

    private GoogleUnderTest _google = null!;

    public async Task InitializeAsync() => _google = await GoogleUnderTest.StartAsync();

    public async Task DisposeAsync() => await _google.DisposeAsync();

    [Fact]
    public async Task What_is_not_given_is_asked_for_once()
    {
        Assert.Empty(_google.Google.Requests);

        Assert.Equal(_google.Cluster, (await LocateAsync(Unknown)).Value());
        Assert.Equal(_google.Cluster, (await LocateAsync(Unknown)).Value());
        Assert.Equal(new GkeCluster("mine", "europe-west3", "shop"), (await LocateAsync(Unknown with { Project = "mine" })).Value());

        Assert.Equal([Location, Name, Project], _google.Google.Requests.Order());
    }

    [Fact]
    public async Task Who_gives_all_asks_nobody()
    {
        var given = new GkeCluster("p", "l", "c");

        Assert.Equal(given, (await LocateAsync(given)).Value());

        Assert.Empty(_google.Google.Requests);
    }

    [Fact]
    public async Task Only_what_is_missing_is_asked_for()
    {
        Assert.Equal("shop", (await LocateAsync(new GkeCluster("p", "l", ""))).Value().Name);

        Assert.Equal([Name], _google.Google.Requests);
    }

    [Fact]
    public async Task A_node_that_is_none_of_GKE_is_told_and_asked_again()
    {
        var site = _google.Google.Site;
        _google.Google.Site = site with { Cluster = "" };

        Assert.Contains("none of a GKE cluster", (await LocateAsync(Unknown)).Failed(FailureKind.NotFound).Message,
            StringComparison.Ordinal);
        _google.Google.Site = site;

        Assert.Equal("shop", (await LocateAsync(Unknown)).Value().Name);
        Assert.Equal([Location, Name, Name, Project], _google.Google.Requests.Order());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public async Task Whoever_does_not_say_that_he_is_a_metadata_server_is_not_believed(int status)
    {
        _google.Answers("GET /computeMetadata", status, "evil", "text/plain");

        Assert.Contains("no metadata server of Google", (await LocateAsync(Unknown)).Failed(FailureKind.Malformed).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_none_is_not_taken()
    {
        _google.Google.Site = _google.Google.Site with { Location = "a/b" };

        Assert.Contains("the answer is no name", (await LocateAsync(Unknown)).Failed(FailureKind.Malformed).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_home_is_told_as_that()
    {
        await using var google = await GoogleUnderTest.StartAsync(
            static options => options with { GcpMetadata = new($"http://127.0.0.1:{FreePort.Next()}") });

        var failure = (await google.Port.LocateAsync(Unknown, CancellationToken.None)).Failed(FailureKind.Unreachable);

        Assert.Contains("/computeMetadata/v1/project/project-id: connection refused", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_in_half_the_time_of_a_request()
    {
        await using var google = await GoogleUnderTest.StartAsync(
            static options => options with { TryTimeout = TimeSpan.FromMilliseconds(400) });
        google.Google.Instead["GET /computeMetadata"] = static context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        Assert.EndsWith(
            "no whole answer within 0.2 s",
            (await google.Port.LocateAsync(Unknown, CancellationToken.None)).Failed(FailureKind.Timeout).Message, StringComparison.Ordinal);
    }

    private Task<Outcome<GkeCluster>> LocateAsync(GkeCluster given) => _google.Port.LocateAsync(given, CancellationToken.None);
}
