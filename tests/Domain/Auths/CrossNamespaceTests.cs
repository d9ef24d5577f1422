using Coffer.Contracts.Resources;
using Coffer.Domain.Auths;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Sources.Kv;
using Coffer.Domain.Tests.Secrets;

namespace Coffer.Domain.Tests.Auths;

public class CrossNamespaceTests
{
    private static readonly TransformationRef[] Refs =
    [
        new() { Name = "own" }, new() { Name = "own", Namespace = "team" }, new() { Name = "shared", Namespace = "coffer" },
        new() { Name = "t", Namespace = "other" },
    ];

    [Fact]
    public void With_the_switch_off_a_secret_with_a_transformation_of_another_tenant_is_not_synced_and_the_condition_says_what_to_do()
    {
        var errors = new List<SpecError>();

        Assert.Null(Planner(isAllowed: false).Plan(Secret, errors));

        var error = Assert.Single(errors);
        Assert.Equal("spec.destination.transformation.transformationRefs[3].namespace", error.Path);
        Assert.Equal("--cross-namespace-refs (COFFER_CROSS_NAMESPACE_REFS) is off, so nothing of namespace other can be used here; use one "
            + "of namespace team or coffer", error.Message);
    }

    [Fact]
    public void By_default_it_may_be_used() => Assert.NotNull(Given.Planner.Plan(Secret, []));

    /// <summary>A VaultAuth says itself who may use it.</summary>
    [Fact]
    public void A_VaultAuth_of_another_namespace_needs_no_switch() => Assert.NotNull(Planner(isAllowed: false).Plan(
        Given.Resource with { Spec = Given.Resource.Spec with { VaultAuthRef = "other/auth" } }, []));

    private static SecretPlanner Planner(bool isAllowed) => new(new KvSource(), Given.Options with { CrossNamespaceRefs = isAllowed });

    private static VaultStaticSecret Secret => Given.Resource with
    {
        Spec = Given.Resource.Spec with
        {
            Destination = Given.Resource.Spec.Destination with
            {
                Transformation = new SecretDataTransformation { TransformationRefs = Refs },
            },
        },
    };
}
