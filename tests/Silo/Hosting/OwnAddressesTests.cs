using System.Net;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;

namespace Coffer.Silo.Tests.Hosting;

public sealed class OwnAddressesTests
{
    private static readonly IPAddress Pod = IPAddress.Parse("10.244.1.7");

    [Fact]
    public void In_a_cluster_of_two_IP_families_both_addresses_are_the_pods_own() => Assert.Equal(
        ["10.244.1.7", "fd00:10:244::7"],
        OwnAddresses.Of(Pod, [[IPAddress.Loopback, IPAddress.IPv6Loopback], [Pod, IPAddress.Parse("fd00:10:244::7%3")]])
            .Select(address => address.ToString()));

    [Fact]
    public void On_a_nodes_network_the_addresses_of_Services_are_not_the_operators_own() =>
        Assert.Equal([Pod], OwnAddresses.Of(Pod, [[Pod], [IPAddress.Parse("10.96.0.1"), IPAddress.Parse("10.96.14.2")]]));

    [Fact]
    public void The_pods_address_is_its_own_where_no_interface_has_it() =>
        Assert.Equal([Pod], OwnAddresses.Of(Pod, [[IPAddress.Loopback]]));

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_pods_own_address_is_held_from_tenants_and_a_developers_machine_is_not(bool loopback, bool held)
    {
        var options =
            OptionsReader.Read(new Dictionary<Setting, string> { [Settings.AdvertisedAddress] = "10.244.1.7" }, _ => !loopback).Options!;

        Assert.Equal(held, AdapterHosting.Reach(options).Objection("team-a", new Uri("http://10.244.1.7:8080")) is not null);
    }
}
