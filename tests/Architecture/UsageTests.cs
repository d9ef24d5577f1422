namespace Coffer.Architecture.Tests;

/// <summary>What the code of each part may name.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> Parts => [.. House.Parts];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Only_Kube_and_the_command_line_know_the_Kubernetes_client(string part) =>
        OnlyIn(part, "k8s", "Coffer.Kube", "kubectl-coffer");

    [Theory]
    [MemberData(nameof(Parts))]
    public void Only_adapters_and_the_command_line_speak_HTTP(string part) =>
        OnlyIn(part, "System.Net.Http", "Coffer.Cloud", "Coffer.Kube", "Coffer.Vault", "kubectl-coffer");

    [Theory]
    [InlineData("Coffer.Domain")]
    [InlineData("Coffer.Templates")]
    public void What_decides_and_renders_is_pure(string part)
    {
        string[] impure = ["System.Threading.Tasks", "System.Net", "System.IO", "Orleans", "Microsoft.Extensions", "k8s"];

        // An address is a value like a number.
        var used = House.UsedTypes(part).Where(type => type != ("System.Net", "IPAddress"));
        Assert.DoesNotContain(used, type => impure.Any(ns => IsIn(type.Namespace, ns)));
    }

    [Theory]
    [InlineData("Coffer.Cloud")]
    [InlineData("Coffer.Vault")]
    [InlineData("Coffer.Kube")]
    public void Adapters_know_no_actor(string part) =>
        Assert.DoesNotContain(House.UsedNamespaces(part), used => IsIn(used, "Coffer.Grains") || IsIn(used, "Coffer.Contracts.Grains"));

    [Fact]
    public void Vault_knows_no_Orleans() => Assert.DoesNotContain(House.UsedNamespaces("Coffer.Vault"), used => IsIn(used, "Orleans"));

    [Fact]
    public void In_Kube_only_the_membership_knows_Orleans()
    {
        var knowing = House.AllTypes("Coffer.Kube").Where(type => NamedTypes.NamespacesOf(type).Any(used => IsIn(used, "Orleans")))
            .Select(type => type.Namespace ?? "").Distinct();

        Assert.Equal("Coffer.Kube.Membership", Assert.Single(knowing));
    }

    private static void OnlyIn(string part, string ns, params string[] allowed)
    {
        if (!allowed.Contains(part))
        {
            Assert.DoesNotContain(House.UsedNamespaces(part), used => IsIn(used, ns));
        }
    }

    private static bool IsIn(string used, string ns) => used == ns || used.StartsWith(ns + ".", StringComparison.Ordinal);
}
