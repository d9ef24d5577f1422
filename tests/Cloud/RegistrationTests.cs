using Coffer.Cloud.Tests.Support;
using Coffer.Contracts.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cloud.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void All_services_can_be_made_without_a_cloud_nearby()
    {
        var services = new ServiceCollection().AddCloud(TestOptions.Cloud);

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotNull(provider.GetRequiredService<IGoogleIdentities>());
        Assert.NotNull(provider.GetRequiredService<IAwsIdentities>());
    }
}
