using Coffer.Cli.Explain;
using Coffer.Contracts;
using static Coffer.Cli.Tests.Samples;

namespace Coffer.Cli.Tests.Explain;

/// <summary>What is told of a Secret.</summary>
public sealed class ExplanationTests
{
    private const string Managed = Secret + """

          managedFields:
          - { manager: coffer, operation: Apply, time: "2026-11-30T10:00:00Z", fieldsV1: { "f:data": { "f:password": {}, "f:user": {} } } }
          - { manager: labeller, operation: Update, time: "2026-11-30T11:00:00Z", fieldsV1: { "f:metadata": { "f:labels": {} } } }
        """;

    private const string Edited = Managed + """

          - { manager: kubectl-edit, operation: Update, time: "2026-11-30T11:00:00Z", fieldsV1: { "f:data": { "f:extra": {} } } }
        """;

    [Fact]
    public void It_is_as_the_operator_wrote_it()
    {
        var answer = ExplanationBuilder.Of(Manifest.Secret(Managed), Facts(), Now);

        Assert.Equal(("Well", "it is as the operator wrote it"), ($"{answer.State}", answer.Message));
        Assert.Equal(("VaultStaticSecret/shop/database", "kvv2/shop/database"), (answer.Source, answer.Path));
        Assert.Equal(["VaultConnection", "VaultAuth"], answer.Login.Select(link => link.Kind));
        Assert.Equal(["password", "user"], Assert.Single(answer.Writers).Keys);
    }

    [Fact]
    public void Others_that_wrote_data_are_named()
    {
        var answer = ExplanationBuilder.Of(Manifest.Secret(Edited), Facts(), Now);

        Assert.Equal(("Doubtful", "others wrote into it too: kubectl-edit"), ($"{answer.State}", answer.Message));
        Assert.Equal(["coffer", "kubectl-edit"], answer.Writers.Select(writer => writer.Manager));
    }

    [Fact]
    public void The_source_is_the_annotation_or_else_the_owner()
    {
        const string owned = """
            metadata:
              name: database
              namespace: shop
              ownerReferences: [{ kind: VaultDynamicSecret, name: leased, uid: u }]
            """;

        Assert.Equal(new ResourceRef("VaultStaticSecret", "shop", "database"), SourceName.Of(Manifest.Secret(Secret)));
        Assert.Equal(new ResourceRef("VaultDynamicSecret", "shop", "leased"), SourceName.Of(Manifest.Secret(owned)));
        Assert.Null(SourceName.Of(Manifest.Secret("metadata: { name: database, namespace: shop }")));
    }

    [Fact]
    public void A_Secret_whose_resource_is_gone_is_kept_in_step_by_nobody()
    {
        var source = new ResourceRef("VaultStaticSecret", "shop", "gone");
        var answer = ExplanationBuilder.Orphaned(Manifest.Secret(Secret), source, new Failure(FailureKind.NotFound, "gone"));

        Assert.Equal("Doubtful", $"{answer.State}");
        Assert.Contains("nobody keeps it in step", answer.Message, StringComparison.Ordinal);
    }
}
