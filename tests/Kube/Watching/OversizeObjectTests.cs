using System.Buffers;
using System.Text;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Kube.Watching;

namespace Coffer.Kube.Tests.Watching;

/// <summary>An object that is larger than any that is looked at costs nobody its size, and its owner can be told.</summary>
public sealed class OversizeObjectTests
{
    [Theory]
    [InlineData(1_000, false)]
    [InlineData(600_000, true)]
    public void Its_spec_is_left_out_and_its_size_and_status_are_kept(int length, bool isOversize)
    {
        var json = $$$"""
            {"apiVersion":"secrets.hashicorp.com/v1beta1","kind":"VaultStaticSecret",
             "metadata":{"name":"app","namespace":"team","uid":"u","resourceVersion":"7","generation":2,"managedFields":[{"manager":"kubectl"}]},
             "spec":{"mount":"kv","path":"{{{new string('x', length)}}}","type":"kv-v2","destination":{"name":"app"}},
             "status":{"lastGeneration":1,"journalVersion":3}}
            """;

        var decoded = ItemDecoder.For(ResourceKinds.VaultStaticSecret)
            .Decode(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json)), deleted: false);

        var resource = Assert.IsType<VaultStaticSecret>(Assert.IsType<Watched.Resource>(decoded).Value);
        Assert.Equal(isOversize, resource.Metadata.OversizeBytes > length);
        Assert.Equal(isOversize ? "" : "kv", resource.Spec.Mount);
        Assert.Equal(("app", 2L, 3L), (resource.Metadata.Name, resource.Metadata.Generation, resource.Status!.JournalVersion!.Value));
    }
}
