using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Auths.Globals;

namespace Coffer.Domain.Tests.Auths;

/// <summary>Which VaultAuthGlobal is meant: the reference's rules.</summary>
public sealed class GlobalReferenceTests
{
    private static readonly ObjectKey Auth = new("team", "auth");

    [Theory]
    [InlineData("g", null, null, true, "team/g")]
    [InlineData("g", "infra", null, true, "infra/g")]
    [InlineData("g", "infra", true, true, "infra/g")]
    [InlineData("g", null, false, false, "team/g")]
    [InlineData(null, null, true, true, "team/default coffer/default")]
    [InlineData("", "infra", true, true, "infra/default")]
    public void The_first_that_is_there_counts(string? name, string? ns, bool? allowDefault, bool option, string expected) =>
        Assert.Equal(expected, string.Join(' ', Candidates(Auth, name, ns, allowDefault, option).Found!));

    [Fact]
    public void In_the_operators_namespace_there_is_one_default() =>
        Assert.Equal([new ObjectKey("coffer", "default")], Candidates(new ObjectKey("coffer", "auth"), null, null, true, true).Found!);

    [Theory]
    [InlineData(null, null, null, true, "spec.vaultAuthGlobalRef.name: is missing")]
    [InlineData(null, "infra", false, true, "spec.vaultAuthGlobalRef.name: is missing")]
    [InlineData(null, null, true, false, "spec.vaultAuthGlobalRef.allowDefault: the operator's setting --global-vault-auth-options")]
    [InlineData("g", null, true, false, "spec.vaultAuthGlobalRef.allowDefault: the operator's setting --global-vault-auth-options")]
    [InlineData("g", "a/b", null, true, "spec.vaultAuthGlobalRef.namespace: ")]
    [InlineData("a/b", null, null, true, "spec.vaultAuthGlobalRef.name: ")]
    public void What_is_wrong_names_field_and_setting(string? name, string? ns, bool? allowDefault, bool option, string expected)
    {
        var failure = Candidates(Auth, name, ns, allowDefault, option).Failure!;

        Assert.Equal(FailureKind.Misconfigured, failure.Kind);
        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_none_is_there_all_places_that_were_looked_at_are_named() =>
        Assert.Equal(
            "spec.vaultAuthGlobalRef.allowDefault: there is no VaultAuthGlobal team/default and no "
            + "coffer/default: create one, or name another "
            + "in spec.vaultAuthGlobalRef.name",
            GlobalReference.Missing([new ObjectKey("team", "default"), new ObjectKey("coffer", "default")]).Message);

    private static (IReadOnlyList<ObjectKey>? Found, Failure? Failure) Candidates(
        ObjectKey auth, string? name, string? ns, bool? allowDefault, bool option)
    {
        var reference = new VaultAuthGlobalRef { Name = name, Namespace = ns, AllowDefault = allowDefault };
        return GlobalReference.Candidates(auth, reference, "coffer", option).TryGet(out var found, out var failure)
            ? (found, null)
            : (null, failure);
    }
}
