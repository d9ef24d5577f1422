using System.Reflection;
using System.Runtime.CompilerServices;

namespace Coffer.Architecture.Tests;

/// <summary>How types are made.</summary>
public sealed class TypeTests
{
    public static TheoryData<string> Parts => [.. House.Parts];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Classes_are_sealed_static_or_abstract(string part) =>
        Assert.DoesNotContain(House.Types(part), type => type is { IsClass: true, IsSealed: false, IsAbstract: false });

    [Theory]
    [InlineData("Coffer.Contracts")]
    [InlineData("Coffer.Domain")]
    public void Values_can_not_be_changed(string part) =>
        Assert.DoesNotContain(House.Types(part).Where(type => type.IsVisible).SelectMany(type => type.GetProperties()), IsSettable);

    [Theory]
    [MemberData(nameof(Parts))]
    public void There_is_no_mutable_static_field(string part)
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = House.Types(part).SelectMany(type => type.GetFields(all))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false });

        Assert.DoesNotContain(fields, field => !field.IsDefined(typeof(CompilerGeneratedAttribute)));
    }

    [Theory]
    [InlineData("Coffer.Cloud", "CloudServices", "CloudOptions")]
    [InlineData("Coffer.Grains", "GrainServices", "GrainOptions")]
    [InlineData("Coffer.Kube", "KubeServices", "KubeOptions")]
    [InlineData("Coffer.Vault", "VaultServices", "VaultOptions")]
    [InlineData("coffer")]
    [InlineData("kubectl-coffer")]
    public void A_part_shows_its_registration_and_its_options_alone(string part, params string[] shown) =>
        Assert.Equal(shown.Order(), House.Types(part).Where(type => type.IsVisible).Select(type => type.Name).Order());

    /// <summary>The heartbeat has one for each way in which silos find each other.</summary>
    [Fact]
    public void Every_port_has_exactly_one_implementation()
    {
        var ports = House.Types("Coffer.Contracts")
            .Where(type => type is { IsInterface: true, Namespace: "Coffer.Contracts.Ports" } && type.Name != "IWatchSink");
        string[] parts = ["Coffer.Cloud", "Coffer.Kube", "Coffer.Vault"];
        var adapters = parts.SelectMany(House.Types).Where(type => type.IsClass).ToList();

        Assert.All(ports, port => Assert.True(adapters.Count(port.IsAssignableFrom) == (port.Name == "IHeartbeat" ? 2 : 1), port.Name));
    }

    private static bool IsSettable(PropertyInfo property) =>
        property.GetSetMethod() is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
