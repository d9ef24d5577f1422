using System.Text.Json;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Secrets;

/// <summary>
/// Who owns what of a Secret, from <c>metadata.managedFields</c>. An API server takes a field away from all its owners as soon as somebody
/// else changes its value, so a data key in our Apply entry is as we left it.
/// </summary>
/// <param name="OwnedKeys">Data keys in our Apply entry.</param>
/// <param name="OtherDataManagers">Other managers with data keys.</param>
/// <param name="OtherStampManagers">Other managers with our stamp.</param>
/// <param name="LastOther">The other manager that wrote last; null for none.</param>
internal sealed record ManagedFields(
    IReadOnlyList<string> OwnedKeys, IReadOnlyList<string> OtherDataManagers, IReadOnlyList<string> OtherStampManagers, string? LastOther)
{
    private const string StampField = $"f:{SecretAnnotations.Digest}";

    private static readonly ManagedFields None = new([], [], [], null);

    public static ManagedFields Of(JsonElement metadata)
    {
        var owned = new SortedSet<string>(StringComparer.Ordinal);
        var data = new SortedSet<string>(StringComparer.Ordinal);
        var stamp = new SortedSet<string>(StringComparer.Ordinal);
        (string? Manager, string Time) last = (null, "");
        foreach (var entry in metadata.Child("managedFields").Items())
        {
            if (IsOurs(entry))
            {
                owned.UnionWith(DataKeys(entry));
                continue;
            }

            var manager = Manager(entry);
            last = entry.Text("time") is { } time && string.CompareOrdinal(time, last.Time) >= 0 ? (manager, time) : last;
            if (DataKeys(entry).Any())
            {
                data.Add(manager);
            }

            if (entry.At("fieldsV1", "f:metadata", "f:annotations", StampField) is not null)
            {
                stamp.Add(manager);
            }
        }

        return owned.Count == 0 && last.Manager is null && data.Count + stamp.Count == 0
            ? None
            : new ManagedFields([.. owned], [.. data], [.. stamp], last.Manager);
    }

    /// <summary>Our entry is an Apply without subresource; an Update under our name is somebody else's.</summary>
    public static bool IsOurs(JsonElement entry) =>
        entry.Text("manager") == KubeOptions.FieldManager && entry.Text("operation") == "Apply" && entry.Text("subresource") is null or "";

    /// <summary>An entry of another operator (or person) that wrote data by Update.</summary>
    public static bool IsForeignUpdateOfData(JsonElement entry) => entry.Text("operation") == "Update" && DataKeys(entry).Any();

    private static string Manager(JsonElement entry) => entry.Text("manager") is { Length: > 0 } name ? name : "unknown";

    private static IEnumerable<string> DataKeys(JsonElement entry) =>
        Fields(entry, "f:data").Concat(Fields(entry, "f:stringData"));

    private static IEnumerable<string> Fields(JsonElement entry, string map) =>
        entry.At("fieldsV1", map) is { ValueKind: JsonValueKind.Object } fields
            ? fields.EnumerateObject().Where(f => f.Name.StartsWith("f:", StringComparison.Ordinal)).Select(f => f.Name[2..])
            : [];
}
