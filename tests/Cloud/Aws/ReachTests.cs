using System.Net;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Reach;
using Xunit;

namespace Coffer.Cloud.Tests.Aws;

/// <summary>Where the endpoint that a VaultAuth names may lead, held by the address that is connected to.</summary>
public sealed class ReachTests
{
    private static readonly AwsIdentity Identity = new AwsIdentity.WebIdentity("arn:aws:iam::1:role/r", "c4nary");

    private static ReachRules InAPod => new() { OperatorNamespace = AwsWorld.Home, Loopback = false };

    [Theory]
    [InlineData("https://169.254.169.254", "link-local")]
    [InlineData("https://[fd00:ec2::254]", "link-local")]
    [InlineData("https://localhost", "loopback address")]
    [InlineData("https://127.0.0.1:8080", "loopback address")]
    [InlineData("http://127.0.0.1:8080", "loopback address")]
    [InlineData("http://sts.amazonaws.com", "without TLS")]
    [InlineData("http://10.1.2.3", "without TLS")]
    public async Task A_tenants_endpoint_does_not_lead_into_the_pod_nor_to_its_neighbours(string endpoint, string said)
    {
        await using var world = await AwsWorld.StartAsync(reach: InAPod);

        var failure = (await world.ProveAsync(Identity, world.Settings with { StsEndpoint = new Uri(endpoint) })).Failure!;

        Assert.Equal(FailureKind.Misconfigured, failure.Kind);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_judged_by_where_it_leads()
    {
        await using var world = await AwsWorld.StartAsync(reach: InAPod);
        var settings = world.Settings with { StsEndpoint = new Uri($"http://localhost:{world.Sts.Address.Port}") };

        Assert.Contains(
            "localhost is a loopback address", (await world.ProveAsync(Identity, settings)).Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(world.Sts.Requests);
    }

    [Fact]
    public async Task The_operators_list_holds()
    {
        var reach = new ReachRules { OperatorNamespace = AwsWorld.Home, Allowed = [HostPattern.Parse("*.amazonaws.com")!] };
        await using var world = await AwsWorld.StartAsync(reach: reach);

        var failure = (await world.ProveAsync(Identity, world.Settings)).Failure!;

        Assert.Contains($"127.0.0.1:{world.Sts.Address.Port} is not among the addresses that {ReachRules.Option} allows to VaultAuths",
            failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Sts.Requests);
    }

    [Fact]
    public async Task The_operators_own_namespace_may_name_any()
    {
        await using var world = await AwsWorld.StartAsync(reach: InAPod with { Own = [IPAddress.Loopback] });

        await world.ProveAsync(Identity, world.Settings with { Namespace = AwsWorld.Home });

        Assert.Single(world.Sts.Forms);
    }

    [Fact]
    public async Task The_API_server_is_not_asked()
    {
        var api = new ApiAddress();
        await using var world = await AwsWorld.StartAsync(apiServer: api);
        api.Address = new Uri($"https://localhost:{world.Sts.Address.Port}");

        var failure = (await world.ProveAsync(Identity, world.Settings)).Failure!;

        Assert.Contains("the Kubernetes API server's own address", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Sts.Forms);
    }

    private sealed class ApiAddress : IApiAddress
    {
        public Uri Address { get; set; } = new("https://localhost:1");
    }
}
