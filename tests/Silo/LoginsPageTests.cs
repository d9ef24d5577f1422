using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Auths.Globals;
using Coffer.Domain.Auths.Methods;
using Coffer.Tests.Support;

namespace Coffer.Silo.Tests;

/// <summary>The manifests of docs/logins.md are such as people could copy, and there is one for each method.</summary>
public sealed partial class LoginsPageTests
{
    private static readonly IReadOnlyList<System.Text.Json.Nodes.JsonObject> Manifests =
        [.. Blocks().Matches(Page()).SelectMany(static block => Yaml.Documents(block.Groups["yaml"].Value))];

    [Fact]
    public void Each_method_has_a_sound_example()
    {
        var auths = Of<VaultAuth>("VaultAuth").Where(static auth => auth.Spec.VaultAuthGlobalRef is null).ToList();

        Assert.Equal(LoginMethods.All.Select(static method => method.Name).Order(), auths.Select(static auth => auth.Spec.Method).Order());
        Assert.All(auths, static auth => Assert.Empty(Flaws(auth, auth.Spec)));
    }

    [Fact]
    public void The_example_of_a_global_makes_its_VaultAuth_whole()
    {
        var global = Assert.Single(Of<VaultAuthGlobal>("VaultAuthGlobal"));
        var auth = Assert.Single(Of<VaultAuth>("VaultAuth"), static auth => auth.Spec.VaultAuthGlobalRef is not null);

        Assert.Empty(VaultAuthGlobalRules.Check(global));
        Assert.NotEmpty(Flaws(auth, auth.Spec));
        Assert.Empty(Flaws(auth, VaultAuthMerge.Merge(auth.Spec, new GlobalDefaults(new ObjectKey("vault", "shared"), global.Spec)).Spec));
    }

    private static IReadOnlyList<string> Flaws(VaultAuth auth, VaultAuthSpec spec) => VaultAuthRules.Check(
        new ObjectKey(auth.Metadata.Namespace, auth.Metadata.Name), spec, "coffer-system", crossNamespace: true).Flaws;

    private static IEnumerable<T> Of<T>(string kind) => Manifests
        .Where(manifest => (string?)manifest["kind"] == kind)
        .Select(static manifest => (T)JsonSerializer.Deserialize(manifest, ResourceJson.Default.GetTypeInfo(typeof(T))!)!);

    private static string Page() => File.ReadAllText(Path.Combine(
        typeof(LoginsPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static data => data.Key == "RepositoryRoot")
            .Value!, "docs", "logins.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
