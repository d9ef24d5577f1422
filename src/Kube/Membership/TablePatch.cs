using System.Text;
using System.Text.Json.Nodes;
using Coffer.Kube.Api;

namespace Coffer.Kube.Membership;

/// <summary>
/// The changes of a table as JSON patches: each tests the version that it was decided on and sets the next one, so that of two
/// at once one fails whole.
/// </summary>
internal static class TablePatch
{
    public static TableChange Insert(string held, TableStamp next, string rowKey, string row) =>
        Change(held, next, Operation("test", rowKey, null), Operation("add", rowKey, row)) with { RowKey = rowKey };

    public static TableChange Update(string held, TableStamp next, string rowKey, string heldRow, string row) =>
        Change(held, next, Operation("test", rowKey, heldRow), Operation("replace", rowKey, row)) with
        {
            RowKey = rowKey,
            HeldRow = heldRow,
        };

    public static TableChange Remove(TableImage image, IEnumerable<string> keys) =>
        Change(
            image.Stamp.ToString(), image.Stamp.Next, [.. keys.Select(key => new JsonObject { ["op"] = "remove", ["path"] = Path(key) })]);

    /// <summary>All that differs, and the version.</summary>
    public static TableChange Mend(TableImage found, TableImage mended) => Change(
        found.Stamp.ToString(),
        mended.Stamp,
        [
            .. mended.Data.Where(pair => pair.Key != TableImage.VersionKey && found.Data.GetValueOrDefault(pair.Key) != pair.Value)
                .Select(pair => Operation("add", pair.Key, pair.Value)),
        ]);

    /// <summary>
    /// A merge patch of one key: it tests nothing, so it never loses against a change of rows, nor a change of rows against it.
    /// </summary>
    public static ReadOnlyMemory<byte> Alive(string key, DateTime serverTime) =>
        Encoding.UTF8.GetBytes(new JsonObject { ["data"] = new JsonObject { [key] = TableImage.Time(serverTime) } }.ToJsonString());

    private static TableChange Change(string held, TableStamp next, params JsonObject[] changes)
    {
        var patch = new JsonArray(
            Operation("test", TableImage.VersionKey, held), Operation("replace", TableImage.VersionKey, next.ToString()));
        foreach (var change in changes)
        {
            patch.Add(change);
        }

        return new TableChange(held, JsonPatchBody.Of(patch));
    }

    /// <summary>A test for null passes where there is no such key.</summary>
    private static JsonObject Operation(string op, string key, string? value) =>
        new() { ["op"] = op, ["path"] = Path(key), ["value"] = value };

    private static string Path(string key) => $"/data/{key}";
}
