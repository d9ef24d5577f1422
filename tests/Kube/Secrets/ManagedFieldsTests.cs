using System.Text.Json;
using Coffer.Kube.Secrets;

namespace Coffer.Kube.Tests.Secrets;

public sealed class ManagedFieldsTests
{
    private const string Ours =
        """{"manager":"coffer","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:b":{},"f:a":{}},"f:metadata":{"f:annotations":{"f:coffer.secrets.hashicorp.com/content-digest":{}}},"f:type":{}}}""";
    private const string Edited =
        """{"manager":"kubectl-edit","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:b":{}}}}""";

    [Fact]
    public void Our_apply_entry_owns_its_data_keys_sorted()
    {
        var fields = Of(Ours);

        Assert.Equal(["a", "b"], fields.OwnedKeys);
        Assert.Empty(fields.OtherDataManagers);
        Assert.Empty(fields.OtherStampManagers);
    }

    [Fact]
    public void A_hand_edit_shows_as_another_data_manager()
    {
        Assert.Equal(["kubectl-edit"], Of(Ours, Edited).OtherDataManagers);
    }

    [Fact]
    public void An_update_under_our_name_is_not_ours()
    {
        var fields = Of(Ours.Replace("Apply", "Update", StringComparison.Ordinal));

        Assert.Empty(fields.OwnedKeys);
        Assert.Equal(["coffer"], fields.OtherDataManagers);
        Assert.Equal(["coffer"], fields.OtherStampManagers);
    }

    [Fact]
    public void Owning_the_empty_map_or_labels_is_not_owning_data()
    {
        var fields = Of("""{"manager":"m","operation":"Update","fieldsV1":{"f:data":{".":{}},"f:metadata":{"f:labels":{"f:x":{}}}}}""");

        Assert.Empty(fields.OtherDataManagers);
    }

    [Fact]
    public void Somebody_else_with_our_stamp_contests_it()
    {
        var fields = Of(Ours,
            """{"manager":"other","operation":"Apply","fieldsV1":{"f:metadata":{"f:annotations":{"f:coffer.secrets.hashicorp.com/content-digest":{}}}}}""");

        Assert.Equal(["other"], fields.OtherStampManagers);
        Assert.Empty(fields.OtherDataManagers);
    }

    [Fact]
    public void The_last_other_writer_is_known_whatever_he_wrote()
    {
        var older = Edited.Replace("\"apiVersion\"", "\"time\":\"2026-11-23T10:00:00Z\",\"apiVersion\"", StringComparison.Ordinal);
        const string Newer =
            """{"manager":"argocd","operation":"Update","time":"2026-11-23T11:00:00Z","fieldsV1":{"f:metadata":{"f:labels":{"f:app.kubernetes.io/name":{}}}}}""";
        var ours = Ours.Replace("\"apiVersion\"", "\"time\":\"2026-11-23T12:00:00Z\",\"apiVersion\"", StringComparison.Ordinal);

        Assert.Equal("argocd", Of(Newer, ours, older).LastOther);
        Assert.Null(Of(ours).LastOther);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"managedFields":null}""")]
    [InlineData("""{"managedFields":[{}]}""")]
    [InlineData("""{"managedFields":[{"manager":"m","operation":"Update","fieldsV1":null}]}""")]
    public void Missing_parts_own_nothing(string metadata)
    {
        var fields = ManagedFields.Of(JsonDocument.Parse(metadata).RootElement);

        Assert.Empty(fields.OwnedKeys);
        Assert.Empty(fields.OtherDataManagers);
    }

    [Fact]
    public void Taking_ownership_merges_update_entries_into_one_apply_entry_of_ours()
    {
        const string Binary =
            """{"manager":"vault-secrets-operator","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:old":{}},"f:metadata":{"f:ownerReferences":{".":{},"k:{\"uid\":\"1\"}":{}}}}}""";
        const string Labels =
            """{"manager":"kubectl-label","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:team":{}}}}}""";

        var patch = OwnershipPatch.Of(Metadata(Binary, Labels, Ours), "7")!;

        Assert.Equal("""{"op":"test","path":"/metadata/resourceVersion","value":"7"}""", patch[0]!.ToJsonString());
        var entries = patch[1]!["value"]!.AsArray();
        Assert.Equal(["kubectl-label", "coffer"], entries.Select(e => (string)e!["manager"]!));
        var fields = entries[1]!["fieldsV1"]!;
        Assert.Equal(["f:b", "f:a", ".", "f:old"], fields["f:data"]!.AsObject().Select(f => f.Key));
        Assert.NotNull(fields["f:metadata"]!["f:ownerReferences"]!["k:{\"uid\":\"1\"}"]);
        Assert.NotNull(fields["f:metadata"]!["f:annotations"]);
        Assert.Equal("Apply", (string)entries[1]!["operation"]!);
    }

    [Fact]
    public void There_is_nothing_to_take_where_nobody_updated_data()
    {
        Assert.Null(OwnershipPatch.Of(Metadata(Ours), "7"));
    }

    private static ManagedFields Of(params string[] entries) => ManagedFields.Of(Metadata(entries));

    private static JsonElement Metadata(params string[] entries) =>
        JsonDocument.Parse($$"""{"managedFields":[{{string.Join(",", entries)}}]}""").RootElement;
}
