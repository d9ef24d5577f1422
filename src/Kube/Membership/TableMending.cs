namespace Coffer.Kube.Membership;

/// <summary>
/// Whether a table that was read can follow the one known before, and what it becomes when it can't: somebody deleted it and a starting
/// silo began another one, or a backup of the API server's store was put back. Living silos take no notice of a table with a lower version,
/// and those that start would not see them, so each group would go on as a cluster of its own.
/// </summary>
internal static class TableMending
{
    /// <summary>Room for versions that other silos may have seen and this one has not.</summary>
    private const int Gap = 1000;

    /// <summary>
    /// A row carries the version it came with. So a row that is no newer than the known table must stand in it as it is; another
    /// one is of a history that began before it. Versions alone don't tell: a table that was put back has caught up with the known
    /// version after a few changes.
    /// </summary>
    public static bool Follows(TableImage known, TableImage found) => known.Stamp.Life == found.Stamp.Life
        ? found.Stamp.Number >= known.Stamp.Number
            && found.Rows.All(row => row.Value.Version > known.Stamp.Number || known.Data.GetValueOrDefault(row.Key) == found.Data[row.Key])
        : found.Stamp.Number > known.Stamp.Number;

    /// <summary>
    /// The table found, with what is known beside it: what stands in only one of them, and of what stands in both the later.
    /// </summary>
    public static TableImage Mend(TableImage known, TableImage found)
    {
        var data = new Dictionary<string, string>(found.Data, StringComparer.Ordinal);
        foreach (var (key, row) in known.Rows)
        {
            if (!found.Rows.TryGetValue(key, out var other) || IsLater(row, other))
            {
                data[key] = known.Data[key];
            }
        }

        foreach (var (key, sign) in known.SignsOfLife)
        {
            if (!found.SignsOfLife.TryGetValue(key, out var other) || string.CompareOrdinal(sign, other) > 0)
            {
                data[key] = sign;
            }
        }

        return new TableImage(After(known.Stamp, found.Stamp), data);
    }

    /// <summary>The table to make where there is none: what is known, under a version that no silo takes for an old one.</summary>
    public static TableImage Remake(TableImage known) => known with { Stamp = After(known.Stamp, known.Stamp) };

    /// <summary>
    /// A new life, so that nobody takes the mended table for a fork again, and writes meant for the one before don't fit.
    /// </summary>
    private static TableStamp After(TableStamp one, TableStamp other) => TableStamp.New(Math.Max(one.Number, other.Number) + Gap);

    /// <summary>A silo only goes forward: from joining to active to dead.</summary>
    private static bool IsLater(TableRow row, TableRow other)
    {
        var (status, otherStatus) = (Enum.Parse<SiloStatus>(row.Status), Enum.Parse<SiloStatus>(other.Status));
        return status > otherStatus || (status == otherStatus && row.Version > other.Version);
    }
}
