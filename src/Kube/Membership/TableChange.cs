namespace Coffer.Kube.Membership;

/// <summary>A change of the table: the JSON patch, and what it tests.</summary>
/// <param name="Held">The version that it was decided on.</param>
/// <param name="Body">The patch.</param>
internal sealed record TableChange(string Held, ReadOnlyMemory<byte> Body)
{
    /// <summary>The row that it tests; null for none.</summary>
    public string? RowKey { get; init; }

    /// <summary>What that row must hold; null for a row that must not be there.</summary>
    public string? HeldRow { get; init; }

    /// <summary>True when the table is what the change was decided on, so that a failed test can't be a lost race.</summary>
    public bool Fits(TableImage image) =>
        image.Stamp.ToString() == Held && (RowKey is null || image.Data.GetValueOrDefault(RowKey) == HeldRow);
}
