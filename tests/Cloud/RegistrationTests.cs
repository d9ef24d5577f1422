using System.Net;
using Coffer.Domain.Reach;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coffer.Cloud.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void All_services_can_be_made_without_a_cloud_nearby()
    {
        var services = new ServiceCollection().AddCloud(new CloudOptions { Reach = new ReachRules() });

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotNull(provider.GetRequiredService<CloudOptions>());
    }
}
